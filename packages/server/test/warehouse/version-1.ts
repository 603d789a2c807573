import { RUN_TABLES } from '@crosswalk/core'
import type { StoredRow } from '@crosswalk/core'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { literal, openDuck } from '../../src/warehouse/duck.js'

/** The tables of mappings, and what a sorted copy has beside their columns. */
const TABLES = {
  mappings: 'm.*',
  'mappings.by_destination': 'c.place, c.sort_key, m.* EXCLUDE (dest_row)',
  'mappings.by_items': 'c.place, m.* EXCLUDE (dest_row)',
}

/** Makes a run folder of these mappings one of schema version 1, which wrote what both sides have twice. */
export const asVersion1 = async (folder: string, mappings: readonly StoredRow[]): Promise<void> => {
  const { destination_same: _same, ...columns } = RUN_TABLES.mappings
  const duck = await openDuck({ threads: 1, memoryLimit: '256MB', connections: 1 })
  try {
    await duck.execute(
      { name: 'rows' },
      `CREATE TABLE rows AS SELECT unnest(from_json($1::JSON, ${literal(JSON.stringify([columns]))}), recursive := true)`,
      [JSON.stringify(mappings)],
    )
    for (const [table, select] of Object.entries(TABLES)) {
      const file = join(folder, `${table}.parquet`)
      const order = table === 'mappings' ? 'row_id' : 'place'
      await duck.execute(
        { name: table },
        `COPY (SELECT ${select} FROM ${literal(file)} c JOIN rows m USING (row_id) ORDER BY ${order})
         TO ${literal(`${file}.old`)} (FORMAT parquet, ROW_GROUP_SIZE 2048)`,
      )
      renameSync(`${file}.old`, file)
    }
  } finally {
    duck.close()
  }
  const manifest = join(folder, 'manifest.json')
  const facts = JSON.parse(readFileSync(manifest, 'utf8')) as object
  writeFileSync(manifest, JSON.stringify({ ...facts, schemaVersion: 1 }))
}
