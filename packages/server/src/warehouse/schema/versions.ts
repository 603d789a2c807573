import type { RunTable } from '@crosswalk/core'
import { tableV1 } from './v1.js'

/** A relation in SQL that shows the table of a run folder with the current columns (`RUN_TABLES`). */
export type TableOf = (folder: string, table: RunTable) => string

/** Every schema version ever published, presented as the current one. */
export const SCHEMA_VERSIONS: ReadonlyMap<number, TableOf> = new Map([[1, tableV1]])
