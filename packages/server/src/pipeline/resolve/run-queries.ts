import type { DuckDBConnection } from '@duckdb/node-api'
import { rows } from '../../warehouse/duck.js'
import type { Params } from '../../warehouse/duck.js'

/** What questions about resolved rows are put to: a run under way, or a finished one. */
export interface RunQueries {
  /** One statement's rows; the name stands in errors. */
  readonly ask: <R>(name: string, sql: string, params?: Params) => Promise<R[]>
  /** The table as a relation in SQL. */
  readonly table: (name: 'source_principals' | 'destination_principals' | 'exceptions' | 'mappings') => string
}

/** A run whose tables stand in the connection under their own names. */
export const queriesOver = (connection: DuckDBConnection): RunQueries => ({
  ask: (name, sql, params = []) => rows(connection, name, sql, params),
  table: (name) => name,
})
