import { readManifest } from '@crosswalk/server'
import { expect } from 'vitest'

/** Rows in = rows out: every source principal has one mapping, and every principal that was met one outcome. */
export const expectRowsKept = (runFolder: string): void => {
  const { tables } = readManifest(runFolder)
  const rows = (name: string): number => {
    const table = tables.find((entry) => entry.name === name)
    if (table === undefined) throw new Error(`${runFolder} has no table ${name}.`)
    return table.rows
  }
  const sources = rows('source_principals')
  expect([rows('mappings'), rows('outcomes')]).toEqual([sources, sources + rows('unknown_principals')])
}
