import type { DuckDBConnection } from '@duckdb/node-api'
import { execute } from '../../warehouse/duck.js'

/**
 * `verdicts` collects what the rules say, step by step. A row without `caveat` decides its principal: a resolution
 * with its destination row, or UNRESOLVED with `stop`, or DEFERRED, which only the default identity can still
 * resolve. A row with `caveat` only notes what stood in the way of a match.
 */
export const createVerdicts = (connection: DuckDBConnection): Promise<void> =>
  execute(
    connection,
    'verdicts: table',
    `CREATE OR REPLACE TEMP TABLE verdicts
       (row_id BIGINT, resolution VARCHAR, dest_row BIGINT, stop VARCHAR, caveat VARCHAR)`,
  )

/** Source principals that no step has decided. */
export const UNDECIDED = `source_principals ANTI JOIN
  (SELECT row_id FROM verdicts WHERE caveat IS NULL) decided USING (row_id)`

/** Those, and the ones that an ambiguity left to the default identity. */
export const UNDECIDED_OR_DEFERRED = `source_principals ANTI JOIN
  (SELECT row_id FROM verdicts WHERE caveat IS NULL AND resolution <> 'DEFERRED') decided USING (row_id)`

export const addVerdicts = (connection: DuckDBConnection, name: string, select: string): Promise<void> =>
  execute(connection, `verdicts: ${name}`, `INSERT INTO verdicts ${select}`)
