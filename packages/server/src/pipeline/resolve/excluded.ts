import type { DuckDBConnection } from '@duckdb/node-api'
import { IDENTITY_FIELDS } from '@crosswalk/core'
import type { Exclusion, MappingPlan } from '@crosswalk/core'
import { execute, literal } from '../../warehouse/duck.js'
import { hashSql, keyTextSql } from './keys.js'
import { likeSql } from './plan-sql.js'

/** Tables `excluded_source` and `excluded_destination` (row_id): who is kept out of mapping. */
export const findExcluded = async (connection: DuckDBConnection, plan: MappingPlan): Promise<void> => {
  for (const side of ['source', 'destination'] as const) {
    await execute(
      connection,
      'excluded: table',
      `CREATE OR REPLACE TEMP TABLE excluded_${side} (row_id BIGINT)`,
    )
    for (const field of IDENTITY_FIELDS) {
      const ofField = plan.exclusions[side].filter((exclusion) => exclusion.field === field)
      await excludeEqual(connection, side, field, ofField)
      await excludeMatching(connection, side, field, ofField)
    }
  }
}

const add = (side: string, rows: string): string =>
  `INSERT INTO excluded_${side}
   SELECT DISTINCT row_id FROM (${rows}) ANTI JOIN excluded_${side} USING (row_id)`

const excludeEqual = async (
  connection: DuckDBConnection,
  side: string,
  field: string,
  exclusions: readonly Exclusion[],
): Promise<void> => {
  const exact = exclusions.filter(({ equals }) => equals !== null)
  if (exact.length === 0) return
  const wanted = 'SELECT unnest($1) AS key, unnest($2) AS kind'
  const same = `e.key = ${keyTextSql(field, `p.${field}`)} AND (e.kind = '' OR e.kind = p.kind)`
  await execute(
    connection,
    'excluded: equal',
    add(
      side,
      `SELECT p.row_id FROM ${side}_principals p JOIN (${wanted}) e ON p.k_${field} = ${hashSql('e.key')} WHERE ${same}`,
    ),
    [exact.map(({ equals }) => equals ?? ''), exact.map(({ kind }) => kind ?? '')],
  )
}

const excludeMatching = async (
  connection: DuckDBConnection,
  side: string,
  field: string,
  exclusions: readonly Exclusion[],
): Promise<void> => {
  const patterns = exclusions.filter(({ matches }) => matches !== null)
  if (patterns.length === 0) return
  const ofKind = ({ kind }: Exclusion) => (kind === null ? '' : `kind = ${literal(kind)} AND `)
  const fits = patterns.map((exclusion) => `(${ofKind(exclusion)}key ${likeSql(exclusion)})`).join(' OR ')
  await execute(
    connection,
    'excluded: matching',
    add(
      side,
      `SELECT row_id FROM (SELECT row_id, kind, ${keyTextSql(field, field)} AS key FROM ${side}_principals) WHERE ${fits}`,
    ),
  )
}
