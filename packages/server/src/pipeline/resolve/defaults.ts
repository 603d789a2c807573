import type { DuckDBConnection } from '@duckdb/node-api'
import {
  LOOKUP_ORDER,
  PRINCIPAL_KINDS,
  indexPrincipals,
  keyOf,
  readingsOf,
  resolveDefaults,
} from '@crosswalk/core'
import type {
  DefaultIdentities,
  DirectoryPrincipal,
  MappingPlan,
  PrincipalKind,
  ResolvedDefaults,
} from '@crosswalk/core'
import { literal } from '../../warehouse/duck.js'
import { addFindings } from '../link/findings.js'
import { PRINCIPAL_COLUMNS, hashOf } from './candidates.js'
import { queriesOver } from './run-queries.js'
import type { RunQueries } from './run-queries.js'

/** More identities than this with one key are as little unique as all of them. */
const ENOUGH = 1000

/** The plan's default identities, looked up among the destination principals by core. */
export const lookUpDefaults = async (queries: RunQueries, plan: MappingPlan): Promise<ResolvedDefaults> => {
  const candidates: DirectoryPrincipal[] = []
  for (const kind of PRINCIPAL_KINDS) candidates.push(...(await candidatesOf(queries, plan, kind)))
  return resolveDefaults(plan, indexPrincipals(candidates))
}

/** The default identities, with a finding for each that is not used as it stands. */
export const findDefaults = async (
  connection: DuckDBConnection,
  plan: MappingPlan,
): Promise<DefaultIdentities> => {
  const { identities, problems } = await lookUpDefaults(queriesOver(connection), plan)
  for (const { destination, problem } of problems)
    await addFindings(
      connection,
      'RESOLVE',
      'DEFAULT_IDENTITY',
      `SELECT NULL::VARCHAR AS file, NULL::BIGINT AS line, NULL::VARCHAR AS path,
         {'destination': ${literal(destination)}, 'problem': ${literal(problem)}} AS args`,
    )
  return identities
}

const candidatesOf = async (
  { ask, table }: RunQueries,
  plan: MappingPlan,
  kind: PrincipalKind,
): Promise<DirectoryPrincipal[]> => {
  const written = plan.default?.[kind]
  if (!written) return []
  const by = LOOKUP_ORDER.find((field) => keyOf(field, written[field]) !== null)
  if (by === undefined) return []
  const keys = readingsOf(written[by] ?? '').flatMap((reading) => keyOf(by, reading) ?? [])
  if (keys.length === 0) return []
  return ask<DirectoryPrincipal>(
    'resolve: default identity',
    `SELECT ${PRINCIPAL_COLUMNS} FROM ${table('destination_principals')}
     WHERE kind = $1 AND k_${by} IN (${keys.map((key) => `${hashOf(key)}::UBIGINT`).join(', ')})
     ORDER BY row_id LIMIT ${ENOUGH}`,
    [kind],
  )
}
