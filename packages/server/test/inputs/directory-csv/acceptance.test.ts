import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Workspace } from '../csv/workspace.js'
import { openWorkspace } from '../csv/workspace.js'

const REAL = join(import.meta.dirname, '../../../../../../shared/realdata/user-sync')
const here = existsSync(REAL)
if (!here) console.warn(`skipped: ${REAL} is absent`)

let work: Workspace
beforeAll(async () => {
  work = await openWorkspace()
})
beforeEach(() => work.reset())
afterAll(() => work.close())

interface Expected {
  /** line, email, display name, and username where given */
  people: unknown[][]
  memberships?: string[]
  findings?: string[]
}
const ANN = [2, 'ann@corp.example', 'Ann One']
const ANN_EDITS = ['2 any:ann@corp.example in any:Editors']

const EXPECTED: Record<string, Expected> = {
  'bom-email-first.csv': { people: [ANN], memberships: ANN_EDITS },
  'bom.csv': { people: [ANN], memberships: ANN_EDITS },
  'case-dup.csv': {
    people: [ANN, [3, 'ANN@corp.example', 'ANN One']],
    memberships: [...ANN_EDITS, '3 any:ANN@corp.example in any:Admins'],
  },
  'crlf-quotes.csv': {
    people: [
      [2, 'ann@corp.example', 'Ann "A" One, Jr.'],
      [3, 'bob@corp.example', 'Multi\r\nline Two'],
    ],
    memberships: [...ANN_EDITS, '2 any:ann@corp.example in any:Admins'],
  },
  'header-case.csv': { people: [ANN], memberships: ANN_EDITS },
  'multi-row-merge.csv': {
    people: [ANN, [3, 'ann@corp.example', 'Ann Uno', 'aone']],
    memberships: [...ANN_EDITS, '3 any:aone in any:Admins', '3 any:aone in any:Editors'],
  },
  'non-utf8.csv': { people: [[2, 'rene@corp.example', 'René Müller']] },
  'semicolon.csv': { people: [ANN], memberships: ANN_EDITS },
  'short-long-rows.csv': { people: [ANN], findings: ['3 BAD_ROW', '5 EMPTY_IDENTITY'] },
  'tabs.txt': { people: [ANN], memberships: [...ANN_EDITS, '2 any:ann@corp.example in any:Admins'] },
  'username-no-domain.csv': {
    people: [
      [2, 'ann@corp.example', 'Ann One', 'aone'],
      [3, 'bob@corp.example', 'Bob Two', 'bob@other.example'],
    ],
    memberships: ['2 any:aone in any:Editors'],
  },
}

/** Lines of more cells than the header, or of none. */
const BAD_LINES: Record<string, number[]> = {
  'tests-old/helper_test_bad.csv': [2, 3],
  'tests-old/test_csv_data.csv': [10, 11],
}

describe.skipIf(!here)('odd CSV files of real tools', () => {
  it.each(Object.entries(EXPECTED))('%s', async (name, expected) => {
    await work.directory(readFileSync(join(REAL, 'csv-parse', name)))
    const people = (await work.principals()).map(({ origin_line, email, caption, username }) =>
      [origin_line, email, caption, username].filter((value) => value !== undefined),
    )
    expect(people).toEqual(expected.people)
    expect(await work.memberships()).toEqual(expected.memberships ?? [])
    expect((await work.findings()).map(({ code, line }) => `${line} ${code}`)).toEqual(
      expected.findings ?? [],
    )
  })

  it('has an expectation for every file', () => {
    const files = readdirSync(join(REAL, 'csv-parse')).filter((name) => name !== 'observed.json')
    expect(Object.keys(EXPECTED).sort()).toEqual(files.sort())
  })

  const others = here
    ? readdirSync(REAL, { recursive: true, encoding: 'utf8' }).filter(
        (name) => /\.csv$/.test(name) && !name.startsWith('csv-parse'),
      )
    : []
  it.each(others)('reads every row of %s', async (name) => {
    const bytes = readFileSync(join(REAL, name))
    await work.directory(bytes)
    const bad = (await work.findings())
      .filter(({ code }) => code === 'BAD_ROW' || code === 'EMPTY_IDENTITY')
      .map(({ line }) => line)
    const lines = (await work.principals()).map(({ origin_line }) => origin_line as number)
    const filled = bytes.toString().trimEnd().split(/\r?\n/).length
    expect([...lines, ...bad].length).toBe(filled - 1)
    expect(bad).toEqual(BAD_LINES[name] ?? [])
  })
})
