import type { DuckDBConnection } from '@duckdb/node-api'
import {
  emailSpellings,
  importSide,
  keyOf,
  keysOf,
  LOOKUP_ORDER,
  readingsOf,
  resolveDefaults,
} from '@crosswalk/core'
import type {
  DirectoryPrincipal,
  ExceptionRow,
  Identity,
  ImportRun,
  KeyField,
  MappingPlan,
  Resolution,
} from '@crosswalk/core'
import { rows } from '../../warehouse/duck.js'
import type { OpenRun } from '../../warehouse/run-tables.js'
import { hashSql } from '../resolve/keys.js'

type Wanted = Map<KeyField, Set<string>>

/**
 * Of a finished run, all that the lines can be about: the principals they name, and those the plan's rules would
 * compare the sources with. They are found by the stored hashes of their keys, so no text is folded in SQL.
 */
export const loadImportRun = async (
  connection: DuckDBConnection,
  run: OpenRun,
  plan: MappingPlan,
  lines: readonly Pick<ExceptionRow, 'source' | 'destination'>[],
): Promise<ImportRun> => {
  const named: Wanted = new Map()
  for (const { source } of lines) wantIdentity(named, source)
  const sources = await principalsBy(connection, run.table('source_principals'), named)
  const compared: Wanted = new Map()
  for (const { destination } of lines) wantIdentity(compared, destination)
  for (const kind of ['account', 'group'] as const) wantIdentity(compared, plan.default?.[kind] ?? null)
  for (const source of sources) wantMatches(compared, plan, source)
  const destinations = importSide(
    await principalsBy(connection, run.table('destination_principals'), compared),
  )
  return {
    plan,
    sources: importSide(sources),
    destinations,
    defaults: resolveDefaults(plan, destinations.index).identities,
    reported: await reportedOf(
      connection,
      run,
      sources.map(({ row }) => row),
    ),
  }
}

const want = (wanted: Wanted, field: KeyField, keys: readonly string[]): void => {
  const known = wanted.get(field) ?? new Set()
  for (const key of keys) known.add(key)
  wanted.set(field, known)
}

const wantIdentity = (wanted: Wanted, written: Identity | null): void => {
  const by = LOOKUP_ORDER.find((field) => written !== null && keyOf(field, written[field]) !== null)
  if (written === null || by === undefined) return
  want(
    wanted,
    by,
    readingsOf(written[by] ?? '').flatMap((reading) => keyOf(by, reading) ?? []),
  )
}

const wantMatches = (wanted: Wanted, plan: MappingPlan, source: DirectoryPrincipal): void => {
  const { email, id, username, name, caption } = keysOf(source)
  if (email !== null) want(wanted, 'email', emailSpellings(plan, email))
  for (const [field, key] of Object.entries({ id, username, name, caption }))
    if (key !== null) want(wanted, field as KeyField, [key])
}

const principalsBy = async (
  connection: DuckDBConnection,
  table: string,
  wanted: Wanted,
): Promise<DirectoryPrincipal[]> => {
  const fields = [...wanted].filter(([, keys]) => keys.size > 0)
  if (fields.length === 0) return []
  const found = fields.map(
    ([field], at) =>
      `SELECT row_id FROM ${table} p
       SEMI JOIN (SELECT ${hashSql('key')} AS k FROM (SELECT unnest($${at + 1}) AS key)) w ON p.k_${field} = w.k`,
  )
  return rows<DirectoryPrincipal>(
    connection,
    'import: principals',
    `SELECT row_id AS row, kind, id, username, name, caption, email, flags FROM ${table}
     SEMI JOIN (${found.join(' UNION ')}) USING (row_id) ORDER BY row_id`,
    fields.map(([, keys]) => [...keys]),
  )
}

interface Reported extends Identity {
  row: number
  resolution: Resolution
}

const reportedOf = async (
  connection: DuckDBConnection,
  run: OpenRun,
  sources: readonly number[],
): Promise<ImportRun['reported']> => {
  if (sources.length === 0) return new Map()
  const found = await rows<Reported>(
    connection,
    'import: reported',
    `SELECT row_id AS row, resolution, destination_id AS id, destination_username AS username,
       destination_name AS name, destination_caption AS caption
     FROM ${run.table('mappings')} SEMI JOIN (SELECT unnest($1) AS row_id) USING (row_id)`,
    [[...sources]],
  )
  return new Map(
    found.map(({ row, resolution, ...destination }) => [Number(row), { resolution, destination }]),
  )
}

/** How many sources beside `sources` the run lands on each of the destination rows. */
export const landingsOf = async (
  connection: DuckDBConnection,
  run: OpenRun,
  destinations: readonly number[],
  sources: readonly number[],
): Promise<Map<number, number>> => {
  if (destinations.length === 0) return new Map()
  const found = await rows<{ row: number; count: number }>(
    connection,
    'import: landings',
    `SELECT dest_row AS row, count(*) AS count FROM ${run.table('mappings')}
     SEMI JOIN (SELECT unnest($1) AS dest_row) USING (dest_row)
     ANTI JOIN (SELECT unnest($2) AS row_id) USING (row_id) GROUP BY dest_row`,
    [[...destinations], [...sources]],
  )
  return new Map(found.map(({ row, count }) => [Number(row), Number(count)]))
}
