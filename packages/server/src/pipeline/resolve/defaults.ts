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
import { literal, rows } from '../../warehouse/duck.js'
import { addFindings } from '../link/findings.js'
import { hashSql } from './keys.js'

/** More identities than this with one key are as little unique as all of them. */
const ENOUGH = 1000

/** The plan's default identities, looked up among the destination principals by core. */
export const lookUpDefaults = async (
  connection: DuckDBConnection,
  plan: MappingPlan,
): Promise<ResolvedDefaults> => {
  const candidates: DirectoryPrincipal[] = []
  for (const kind of PRINCIPAL_KINDS) candidates.push(...(await candidatesOf(connection, plan, kind)))
  return resolveDefaults(plan, indexPrincipals(candidates))
}

/** The default identities, with a finding for each that is not used as it stands. */
export const findDefaults = async (
  connection: DuckDBConnection,
  plan: MappingPlan,
): Promise<DefaultIdentities> => {
  const { identities, problems } = await lookUpDefaults(connection, plan)
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
  connection: DuckDBConnection,
  plan: MappingPlan,
  kind: PrincipalKind,
): Promise<DirectoryPrincipal[]> => {
  const written = plan.default?.[kind]
  if (!written) return []
  const by = LOOKUP_ORDER.find((field) => keyOf(field, written[field]) !== null)
  if (by === undefined) return []
  const keys = readingsOf(written[by] ?? '').flatMap((reading) => keyOf(by, reading) ?? [])
  return rows<DirectoryPrincipal>(
    connection,
    'resolve: default identity',
    `SELECT row_id AS row, kind, id, username, name, caption, email, flags FROM destination_principals
     WHERE kind = $1 AND list_contains(list_transform($2, lambda key: ${hashSql('key')}), k_${by})
     ORDER BY row_id LIMIT ${ENOUGH}`,
    [kind, keys],
  )
}
