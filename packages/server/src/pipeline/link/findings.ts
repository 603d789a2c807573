import type { DuckDBConnection } from '@duckdb/node-api'
import type { FindingCode, Phase } from '@crosswalk/core'
import { execute } from '../../warehouse/duck.js'

/**
 * Adds a finding for each row of `select`, which yields file, line, path and args (a struct) in a
 * deterministic order.
 */
export const addFindings = (
  connection: DuckDBConnection,
  phase: Phase,
  code: FindingCode,
  select: string,
): Promise<void> =>
  execute(
    connection,
    `findings ${code}`,
    `INSERT INTO staged_findings
     SELECT (SELECT coalesce(max(seq) + 1, 0) FROM staged_findings) + row_number() OVER () - 1,
       '${phase}', '${code}', file, line, path, to_json(args)::VARCHAR
     FROM (${select})`,
  )
