import { FINDINGS, IMPORT_FAULTS } from '@crosswalk/core'
import { PROBLEMS } from '@crosswalk/server'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../support/paths.js'

const headings = readFileSync(join(ROOT, 'docs/errors.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('### '))
  .map((line) => line.slice(4).replaceAll('`', '').trim())

test('every code of a refusal, a finding or an import fault has its paragraph in docs/errors.md, and no other has one', () => {
  expect(headings.toSorted()).toEqual(
    [...new Set([PROBLEMS, FINDINGS, IMPORT_FAULTS].flatMap((codes) => Object.keys(codes)))].toSorted(),
  )
})

test('no paragraph stands twice', () => {
  expect(new Set(headings).size).toBe(headings.length)
})
