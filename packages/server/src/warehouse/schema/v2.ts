import type { RunTable } from '@crosswalk/core'
import { WITH_REPEATS } from './repeats.js'
import { tableV1 } from './v1.js'
import type { Presented } from './versions.js'

const MAPPINGS: ReadonlySet<RunTable> = new Set(['mappings', 'mappings.by_destination', 'mappings.by_items'])

/** The current version: mappings do not repeat in the destination what the source has. */
export const tableV2 = (folders: readonly string[], table: RunTable): Presented => ({
  columns: MAPPINGS.has(table) ? WITH_REPEATS : '*',
  from: tableV1(folders, table).from,
})
