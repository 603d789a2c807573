import { identityOf, indexPrincipals, nearMisses, resolveIdentity } from '@crosswalk/core'
import type {
  DirectoryPrincipal,
  Evidence,
  ExceptionFate,
  MappingPlan,
  MappingReason,
  NearMiss,
  Resolution,
} from '@crosswalk/core'
import { PRINCIPAL_COLUMNS, findCandidates, findNearby, findOtherSpellings } from './candidates.js'
import { lookUpDefaults } from './defaults.js'
import type { RunQueries } from './run-queries.js'

/** Why one row was resolved as it was. */
export interface MappingExplanation {
  source: DirectoryPrincipal
  resolution: Resolution
  reason: MappingReason | null
  evidence: Evidence
}

interface Stored {
  resolution: Resolution
  reason: MappingReason | null
}

/**
 * The evidence of one row of a run, by the reference resolver over the row's candidates, found by their stored hashes;
 * no folding runs in the database. Undefined where there is no such row.
 */
export const explainMapping = async (
  queries: RunQueries,
  plan: MappingPlan,
  row: number,
): Promise<MappingExplanation | undefined> => {
  const [source, stored] = await Promise.all([
    principalAt(queries, 'source_principals', row),
    storedAt(queries, row),
  ])
  if (source === undefined || stored === undefined) return undefined
  const [candidates, { identities: defaults }, fate] = await Promise.all([
    findCandidates(queries, plan, source),
    lookUpDefaults(queries, plan),
    exceptionOf(queries, source, stored),
  ])
  const destination = indexPrincipals(candidates)
  const exceptions = new Map(fate === undefined ? [] : [[source.row, fate]])
  return { source, ...resolveIdentity(source, { plan, destination, exceptions, defaults }) }
}

/** Destination principals that almost matched an unresolved row, nearest first; none for rows that are resolved. */
export const findNearMisses = async (
  queries: RunQueries,
  plan: MappingPlan,
  row: number,
): Promise<readonly NearMiss[]> => {
  const stored = await storedAt(queries, row)
  const source = await principalAt(queries, 'source_principals', row)
  if (source === undefined || stored?.resolution !== 'UNRESOLVED') return []
  const found = await Promise.all([
    findCandidates(queries, plan, source),
    findNearby(queries, source),
    findOtherSpellings(queries, source),
  ])
  const distinct = new Map(found.flat().map((one) => [one.row, one]))
  return nearMisses(source, indexPrincipals(distinct.values()), plan)
}

const storedAt = async ({ ask, table }: RunQueries, row: number): Promise<Stored | undefined> => {
  const [stored] = await ask<Stored>(
    'explain: stored',
    `SELECT resolution, reason FROM ${table('mappings')} WHERE row_id = $1`,
    [row],
  )
  return stored
}

const principalAt = async (
  { ask, table }: RunQueries,
  name: 'source_principals' | 'destination_principals',
  row: number,
): Promise<DirectoryPrincipal | undefined> => {
  const [one] = await ask<DirectoryPrincipal>(
    'explain: principal',
    `SELECT ${PRINCIPAL_COLUMNS} FROM ${table(name)} WHERE row_id = $1`,
    [row],
  )
  return one
}

/** What an exception leaves behind where it decided a row. */
const byException = ({ resolution, reason }: Stored): boolean =>
  resolution === 'EXCEPTION' ||
  (resolution === 'UNRESOLVED' &&
    ['EXCEPTION_TARGET_UNKNOWN', 'AMBIGUOUS', 'EXCLUDED'].includes(reason ?? ''))

/** The exception used for the row, or for one that is the same in all that an exception names. */
const exceptionOf = async (
  queries: RunQueries,
  source: DirectoryPrincipal,
  stored: Stored,
): Promise<ExceptionFate | undefined> => {
  if (!byException(stored)) return undefined
  const { ask, table } = queries
  const [used] = await ask<{ dest_row: number | null }>(
    'explain: exception',
    `SELECT e.dest_row FROM ${table('exceptions')} e
     JOIN ${table('source_principals')} p ON p.row_id = e.source_row
     WHERE p.kind = $1 AND p.id IS NOT DISTINCT FROM $2 AND p.username IS NOT DISTINCT FROM $3
       AND p.name IS NOT DISTINCT FROM $4 AND p.caption IS NOT DISTINCT FROM $5
     ORDER BY e.row_id LIMIT 1`,
    [source.kind, source.id, source.username, source.name, source.caption],
  )
  if (used === undefined) return undefined
  if (used.dest_row === null) return { landing: null, stop: stored.reason ?? 'EXCEPTION_TARGET_UNKNOWN' }
  const target = await principalAt(queries, 'destination_principals', used.dest_row)
  return target && { landing: { row: target.row, identity: identityOf(target) }, stop: null }
}
