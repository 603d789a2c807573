import type { DuckDBConnection } from '@duckdb/node-api'
import {
  emailSpellings,
  identityOf,
  indexPrincipals,
  keysOf,
  nearMisses,
  resolveIdentity,
} from '@crosswalk/core'
import type {
  DirectoryPrincipal,
  Evidence,
  ExceptionFate,
  MappingPlan,
  MappingReason,
  NearMiss,
  Resolution,
} from '@crosswalk/core'
import { rows } from '../../warehouse/duck.js'
import { lookUpDefaults } from './defaults.js'
import { hashSql } from './keys.js'

/** Why one row was resolved as it was. */
export interface MappingExplanation {
  source: DirectoryPrincipal
  resolution: Resolution
  reason: MappingReason | null
  evidence: Evidence
  /** Destination principals that almost matched; empty for rows that are resolved. */
  nearMisses: readonly NearMiss[]
}

interface Stored {
  resolution: Resolution
  reason: MappingReason | null
}

const FIELDS = 'row_id AS row, kind, id, username, name, caption, email, flags'

/** More candidates than this are as ambiguous as all of them. */
const ENOUGH = 10_000

/**
 * The evidence of one row of a run, by the reference resolver over the row's candidates, found by their stored hashes.
 * The connection has the run's tables `source_principals`, `destination_principals`, `exceptions` and `resolved` (or a
 * view of `mappings` by that name); it needs no folding. Undefined where there is no such row.
 */
export const explainMapping = async (
  connection: DuckDBConnection,
  plan: MappingPlan,
  row: number,
): Promise<MappingExplanation | undefined> => {
  const [source] = await rows<DirectoryPrincipal>(
    connection,
    'explain: source',
    `SELECT ${FIELDS} FROM source_principals WHERE row_id = $1`,
    [row],
  )
  const [stored] = await rows<Stored>(
    connection,
    'explain: stored',
    'SELECT resolution, reason FROM resolved WHERE row_id = $1',
    [row],
  )
  if (source === undefined || stored === undefined) return undefined
  const unresolved = stored.resolution === 'UNRESOLVED'
  const destination = indexPrincipals(await candidatesOf(connection, plan, source, unresolved))
  const { identities: defaults } = await lookUpDefaults(connection, plan)
  const fate = await exceptionOf(connection, source, stored)
  const exceptions = new Map(fate === undefined ? [] : [[source.row, fate]])
  const { resolution, reason, evidence } = resolveIdentity(source, {
    plan,
    destination,
    exceptions,
    defaults,
  })
  return {
    source,
    resolution,
    reason,
    evidence,
    nearMisses: unresolved ? nearMisses(source, destination, plan) : [],
  }
}

/** What a loose look at a text leaves; coarser than core's `looseForm`, which has the last word. */
const coarse = (text: string): string => `replace(lower(strip_accents(coalesce(${text}, ''))), ' ', '')`

const candidatesOf = async (
  connection: DuckDBConnection,
  plan: MappingPlan,
  source: DirectoryPrincipal,
  near: boolean,
): Promise<DirectoryPrincipal[]> => {
  const { email, local, name_sorted, ...exact } = keysOf(source)
  const wanted: [string, readonly string[]][] = [
    ['k_email', email === null ? [] : emailSpellings(plan, email)],
    ...Object.entries(exact).map(([field, key]): [string, string[]] => [
      `k_${field}`,
      key === null ? [] : [key],
    ]),
  ]
  const nearly: [string, readonly string[]][] = [
    ['k_local', local === null ? [] : [local]],
    ['k_name_sorted', name_sorted === null ? [] : [name_sorted]],
  ]
  const keyed = (near ? [...wanted, ...nearly] : wanted).filter(([, keys]) => keys.length > 0)
  const params: (string | string[])[] = [source.kind, ...keyed.map(([, keys]) => [...keys])]
  const same = keyed.map(
    ([column], at) =>
      `coalesce(list_contains(list_transform($${at + 2}, lambda key: ${hashSql('key')}), ${column}), false)`,
  )
  const texts = [source.id, source.username, source.name, source.caption].filter((text) => text !== null)
  if (near && texts.length > 0) {
    params.push(texts)
    const forms = `list_transform($${params.length}, lambda text: ${coarse('text')})`
    for (const field of ['id', 'username', 'name', 'caption'])
      same.push(`list_contains(${forms}, ${coarse(field)})`)
  }
  if (same.length === 0) return []
  return rows<DirectoryPrincipal>(
    connection,
    'explain: candidates',
    `SELECT ${FIELDS} FROM destination_principals WHERE kind = $1 AND (${same.join(' OR ')})
     ORDER BY row_id LIMIT ${ENOUGH}`,
    params,
  )
}

/** The exception used for the row, or for one that is the same in all that an exception names. */
const exceptionOf = async (
  connection: DuckDBConnection,
  source: DirectoryPrincipal,
  stored: Stored,
): Promise<ExceptionFate | undefined> => {
  const [used] = await rows<{ dest_row: number | null }>(
    connection,
    'explain: exception',
    `SELECT e.dest_row FROM exceptions e
     JOIN source_principals p ON p.row_id = e.source_row JOIN source_principals s ON s.row_id = $1
     WHERE p.kind = s.kind AND p.id IS NOT DISTINCT FROM s.id AND p.username IS NOT DISTINCT FROM s.username
       AND p.name IS NOT DISTINCT FROM s.name AND p.caption IS NOT DISTINCT FROM s.caption
     ORDER BY e.row_id LIMIT 1`,
    [source.row],
  )
  if (used === undefined) return undefined
  if (used.dest_row === null) return { landing: null, stop: stored.reason ?? 'EXCEPTION_TARGET_UNKNOWN' }
  const [target] = await rows<DirectoryPrincipal>(
    connection,
    'explain: exception target',
    `SELECT ${FIELDS} FROM destination_principals WHERE row_id = $1`,
    [used.dest_row],
  )
  return target && { landing: { row: target.row, identity: identityOf(target) }, stop: null }
}
