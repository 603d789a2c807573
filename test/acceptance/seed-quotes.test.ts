import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../support/paths.js'

const SEEDS = join(ROOT, '../shared/seeds')
const present = existsSync(SEEDS)
if (!present) console.warn(`skipped: the seed texts are not at ${SEEDS}`)

/** Lines of seed 001 that state a rule; of line 20 the last sentence counts. */
const RULE_LINES = [20, 24, 28, 30, 31, 33, 41, 42, 43, 44, 48, 49, 50, 51]
const RULES_OF_LINE_20 = 'Since groups in traditional AEM are fundamentally different'

/** Titles of tests quote the seed between double quotes; a shorter quote is a name, not a rule. */
const QUOTE = /"([^"\n]{30,})"/g
const TITLE = /^\s*(?:it|describe)(?:\.each[^\n]*)?\(\s*'((?:[^'\\]|\\.)*)'|^\s*'((?:[^'\\]|\\.)*)',$/gm
const FOLDERS = ['packages/core/test', 'packages/server/test', 'test']

/** A quote as it is compared: apostrophes of code undone, `…` as where something was left out. */
const partsOf = (quote: string): string[] =>
  quote
    .replaceAll("\\'", "'")
    .split('…')
    .map((part) => part.trim())

const quotesOfTests = (): string[] =>
  FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts') && !name.endsWith('seed-quotes.test.ts'))
      .flatMap((name) => [...readFileSync(join(ROOT, folder, name), 'utf8').matchAll(TITLE)])
      .flatMap((title) => [...(title[1] ?? title[2] ?? '').matchAll(QUOTE)])
      .map(([, quote = '']) => quote),
  )

describe.skipIf(!present)('the rules of seed 001', () => {
  const file = readdirSync(SEEDS).find((name) => name.startsWith('001_')) ?? ''
  const seed = present ? readFileSync(join(SEEDS, file), 'utf8').split('\n') : []
  const lineOf = (number: number): string => {
    const line = seed[number - 1] ?? ''
    return number === 20 ? line.slice(line.indexOf(RULES_OF_LINE_20)) : line
  }
  const holds = (line: string, quote: string): boolean => partsOf(quote).every((part) => line.includes(part))
  const ofSeed = quotesOfTests().filter((quote) => seed.some((line) => holds(line, quote)))

  it.each(RULE_LINES)('line %i is quoted by a test', (number) => {
    expect(ofSeed.filter((quote) => holds(lineOf(number), quote))).not.toEqual([])
  })

  it('are quoted as they are written', () => {
    const told = ['seed-001.test.ts', 'decide.test.ts', 'seed-mapping.test.ts'].flatMap((name) => {
      const path = readdirSync(join(ROOT, 'packages/core/test'), { recursive: true, encoding: 'utf8' }).find(
        (one) => one.endsWith(name),
      )
      const text = readFileSync(join(ROOT, 'packages/core/test', path ?? ''), 'utf8')
      return [...text.matchAll(TITLE)].flatMap((title) => [...(title[1] ?? title[2] ?? '').matchAll(QUOTE)])
    })
    const quotes = told.map(([, quote = '']) => quote)
    expect(quotes.length).toBeGreaterThan(15)
    expect(quotes.filter((quote) => !seed.some((line) => holds(line, quote)))).toEqual([])
  })
})
