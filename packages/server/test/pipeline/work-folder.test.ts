import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { WorkFolder } from '../../src/pipeline/work-folder.js'
import { tempFolder } from '../control/temp-folder.js'

test('a phase counts as finished for the version that finished it, and for no other', async () => {
  const folder = new WorkFolder(join(await tempFolder(), 'work'))
  const mark = { phase: 'READ' as const, milliseconds: 1, rows: { items: 2 }, facts: {} }
  folder.mark(mark)
  expect(folder.marks()).toEqual([mark])
  const file = folder.file('phases/READ.json')
  for (const by of ['"by": "1.1"', '"was": ""']) {
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"(by|was)": "[^"]*"/, by))
    expect(folder.markOf('READ')).toBeNull()
    expect(folder.marks()).toEqual([])
  }
})
