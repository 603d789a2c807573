import type { DuckDBConnection } from '@duckdb/node-api'
import {
  RUN_TABLES,
  indexPrincipals,
  mappingFlags,
  resolveDefaults,
  resolveExceptions,
  resolveIdentity,
} from '@crosswalk/core'
import type { DirectoryPrincipal, Resolution } from '@crosswalk/core'
import { rows } from '../../../src/warehouse/duck.js'
import { keyedSql } from '../../../src/pipeline/resolve/keys.js'
import { resolveInBulk } from '../../../src/pipeline/resolve/resolve.js'
import type { Case } from './arbitrary.js'
import type { Cell, Scratch } from './scratch.js'

export interface ResolvedRow {
  row_id: number
  dest_row: number | null
  destination_id: string | null
  destination_username: string | null
  destination_name: string | null
  destination_caption: string | null
  resolution: string
  reason: string | null
  flags: number
}
export interface Answer {
  resolved: ResolvedRow[]
  findings: { code: string; line: number | null; args: unknown }[]
  exceptions: { kind: string | null; source_row: number | null; dest_row: number | null }[]
}

/** The reference resolver's answer, and that its evidence ends in the resolution it gives. */
export const byReference = ({ plan, source, destination, exceptions }: Case): Answer => {
  const from = indexPrincipals(source)
  const to = indexPrincipals(destination)
  const set = resolveExceptions(exceptions, from, to, plan)
  const defaults = resolveDefaults(plan, to)
  const context = { plan, destination: to, exceptions: set.fates, defaults: defaults.identities }
  const mapped = source.map((one) => ({ source: one, mapping: resolveIdentity(one, context) }))
  for (const { mapping } of mapped)
    if (mapping.evidence.at(-1)?.rule !== mapping.resolution) throw new Error('evidence ends elsewhere')
  const flags = mappingFlags(mapped)
  return {
    resolved: mapped.map(({ source: { row }, mapping }, at) => ({
      row_id: row,
      dest_row: mapping.destRow,
      destination_id: mapping.destination.id,
      destination_username: mapping.destination.username,
      destination_name: mapping.destination.name,
      destination_caption: mapping.destination.caption,
      resolution: mapping.resolution satisfies Resolution,
      reason: mapping.reason,
      flags: flags[at] ?? 0,
    })),
    findings: [
      ...set.findings.map(({ seq, code, args }) => ({ code, line: seq + 100, args: args })),
      ...defaults.problems.map((args) => ({ code: 'DEFAULT_IDENTITY', line: null, args: args })),
    ],
    exceptions: set.uses.map(({ kind, sourceRow, destRow }) => ({
      kind,
      source_row: sourceRow,
      dest_row: destRow,
    })),
  }
}

const NUMBERS = { row: 'BIGINT', flags: 'UINTEGER', seq: 'BIGINT', origin_line: 'BIGINT', line: 'BIGINT' }
const PRINCIPAL = ['row', 'kind', 'id', 'username', 'name', 'caption', 'email', 'flags']
const SIDES = ['id', 'username', 'name', 'caption'] as const

/** Tables as the READ phase leaves them. `keyed`: what gives the columns k_*. */
export const load = async (
  { connection, fill }: Scratch,
  { source, destination, exceptions }: Case,
  keyed: (principals: string) => string = keyedSql,
): Promise<void> => {
  const principals = { source, destination }
  for (const side of ['source', 'destination'] as const) {
    const plain = principals[side].map((one): Record<string, Cell> => ({
      ...(one satisfies DirectoryPrincipal),
    }))
    await fill('raw', plain, NUMBERS, PRINCIPAL)
    await connection.run(
      `CREATE OR REPLACE TABLE ${side}_principals AS SELECT "row" AS row_id, * EXCLUDE ("row") FROM ${keyed('raw')} ORDER BY 1`,
    )
  }
  const lines = exceptions.map((one): Record<string, Cell> => ({
    seq: one.seq,
    type: one.type,
    ...Object.fromEntries(SIDES.map((field) => [`source_${field}`, one.source[field]])),
    ...Object.fromEntries(SIDES.map((field) => [`destination_${field}`, one.destination[field]])),
    origin_file: 'exceptions.csv',
    origin_line: one.seq + 100,
  }))
  const cells = (['source', 'destination'] as const).flatMap((side) =>
    SIDES.map((field) => `${side}_${field}`),
  )
  await fill('staged_exceptions', lines, NUMBERS, ['seq', 'type', ...cells, 'origin_file', 'origin_line'])
  await fill('staged_findings', [], NUMBERS, ['seq', 'phase', 'code', 'file', 'line', 'path', 'args'])
}

export const readAnswer = async (connection: DuckDBConnection): Promise<Answer> => {
  const read = <R>(sql: string) => rows<R>(connection, 'answer', sql)
  const findings = await read<{ code: string; line: number | null; args: string }>(
    'SELECT code, line, args FROM staged_findings ORDER BY seq',
  )
  return {
    resolved: await read<ResolvedRow>('SELECT * EXCLUDE (domain) FROM resolved ORDER BY row_id'),
    findings: findings.map(({ args, ...rest }) => ({ ...rest, args: JSON.parse(args) as unknown })),
    exceptions: await read('SELECT kind, source_row, dest_row FROM exceptions'),
  }
}

/** The bulk resolver's answer. */
export const inBulk = async (scratch: Scratch, given: Case, keyed?: typeof keyedSql): Promise<Answer> => {
  await load(scratch, given, keyed)
  await resolveInBulk(scratch.connection, given.plan)
  return readAnswer(scratch.connection)
}

export const exceptionColumns = Object.keys(RUN_TABLES.exceptions)
