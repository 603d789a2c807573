import type { RunTable } from '@crosswalk/core'
import { tableV1 } from './v1.js'
import { tableV2 } from './v2.js'

/** A table as a question sees it, in SQL: `SELECT <columns> FROM <from>`. */
export interface Presented {
  /** A select list that gives the columns of `RUN_TABLES`, but those that only storing needs. */
  readonly columns: string
  /** Has, where it is asked for by name, `file_index`: the place of the row's folder. */
  readonly from: string
}

/** Shows the table of run folders of one version, one after the other. */
export type TableOf = (folders: readonly string[], table: RunTable) => Presented

/** A table of a run folder of the current version, as any DuckDB can ask it. */
export const currentTable = (folder: string, table: RunTable): string => {
  const { columns, from } = tableV2([folder], table)
  return `(SELECT ${columns} FROM ${from})`
}

/** Every schema version ever published, presented as the current one. */
export const SCHEMA_VERSIONS: ReadonlyMap<number, TableOf> = new Map([
  [1, tableV1],
  [2, tableV2],
])
