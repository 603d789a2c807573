import { MAPPING_REASONS, MappingFlag, OUTCOME_REASONS, OutcomeFlag, QUALITY_ISSUES } from '@crosswalk/core'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROOT } from '../support/paths.js'

/** What stands under each `## ` heading: the code of each `### ` heading, and the line below it. */
const sections = new Map(
  readFileSync(join(ROOT, 'docs/reasons.md'), 'utf8')
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const entries = [...section.matchAll(/^### `([A-Z_]+)`.*\n(.+)$/gm)]
      return [section.split('\n')[0], entries.map(([, code = '', line = '']) => [code, line] as const)]
    }),
)
const codesOf = (heading: string): string[] => (sections.get(heading) ?? []).map(([code]) => code)

describe.each([
  ['Mapping reasons', MAPPING_REASONS],
  ['Outcome reasons', OUTCOME_REASONS],
  ['Quality issues', QUALITY_ISSUES],
] as const)('%s in docs/reasons.md', (heading, registry) => {
  test('are those of the product, in its order, each with the sentence of the reports', () => {
    const sentences = Object.entries(registry).map(([code, sentence]) => [code, `**${sentence}**`])
    expect(sections.get(heading)).toEqual(sentences)
  })
})

test('every flag is explained once', () => {
  const flags = new Set([...Object.keys(MappingFlag), ...Object.keys(OutcomeFlag)])
  expect(codesOf('Flags').toSorted()).toEqual([...flags].sort())
})
