import type { RunTable } from '@crosswalk/core'
import { tableV1 } from './v1.js'

/**
 * A relation in SQL that shows the table of run folders of one version, one after the other, with the current columns
 * (`RUN_TABLES`) and, where it is asked for by name, `file_index`: the place of the row's folder.
 */
export type TableOf = (folders: readonly string[], table: RunTable) => string

/** Every schema version ever published, presented as the current one. */
export const SCHEMA_VERSIONS: ReadonlyMap<number, TableOf> = new Map([[1, tableV1]])
