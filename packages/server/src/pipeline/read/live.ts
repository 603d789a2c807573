import type { DuckDBConnection } from '@duckdb/node-api'
import type { DirectoryFigures } from '@crosswalk/core'
import { createHash } from 'node:crypto'
import type { Captured, CaptureContext } from '../../directories/capture.js'
import { captureLdap } from '../../directories/ldap/capture.js'
import { Lookups, SOURCE_LOOKUPS_FILE, LOOKUPS_FILE } from '../../directories/lookups.js'
import type { DirectoryAccess, LdapSettings, UmapiSettings } from '../../directories/settings.js'
import { captureUmapi } from '../../directories/umapi/capture.js'
import { UmapiClient } from '../../directories/umapi/client.js'
import { needsOf, type NamedIdentity } from '../../directories/umapi/needs.js'
import { Problem, type ProblemCode } from '../../problem.js'
import { rows } from '../../warehouse/duck.js'
import type { PhaseContext } from '../phase.js'
import { StagingSink } from '../staging.js'
import { Stopped } from '../stopped.js'
import type { HashedInput } from './inputs.js'

/** What a person can do something about while the run waits, its progress kept. */
const CONTINUABLE: readonly ProblemCode[] = [
  ...(['DIRECTORY_TOKEN_EXPIRED', 'DIRECTORY_REFUSED', 'DIRECTORY_THROTTLED'] as const),
  ...(['DIRECTORY_UNREACHABLE', 'DIRECTORY_INCOMPLETE'] as const),
]
const CHECKPOINT_MS = 2000
const PROGRESS_LINE_MS = 15_000

export interface LiveRead {
  /** The captured snapshot as an input of the run. */
  readonly input: HashedInput
  readonly figures: DirectoryFigures
}

/**
 * Stages what a live directory gives. Every answer is on disk before it counts, so that a stopped run goes on where
 * it was. @throws Stopped with the directory's problem, which says how to continue; Problem `DIRECTORY_CHANGED`.
 */
export const readLive = async (
  context: PhaseContext,
  side: 'source' | 'destination',
): Promise<LiveRead | null> => {
  const access = context.spec.directories[side]
  if (access === null) {
    if (side === 'destination') await noteMissing(context)
    return null
  }
  const path = context.folder.file(side === 'source' ? SOURCE_LOOKUPS_FILE : LOOKUPS_FILE)
  const saved = savedProgress(context)
  const lookups = Lookups.open(path, { version: 1, kind: access.settings.kind, of: identityOf(access) })
  try {
    if (lookups.size > 0) context.log.write('info', 'DIRECTORY_CONTINUED', { answers: lookups.size })
    const captured = await capture(context, side, access, lookups, saved)
    await stage(context.connection, side, captured)
    context.log.write('info', 'DIRECTORY_READ', { ...captured.figures })
    const label = `directory:${access.name}`
    const input = { role: side, format: access.settings.kind, path: '', label, sha256: hashOf(captured) }
    return { input, figures: captured.figures }
  } catch (fault) {
    saved.note(lookups.size)
    if (fault instanceof Problem && CONTINUABLE.includes(fault.code)) throw new Stopped(fault)
    throw fault
  } finally {
    lookups.close()
  }
}

const identityOf = ({ settings }: DirectoryAccess): string =>
  settings.kind === 'umapi' ? settings.orgId : `${settings.url}/${settings.baseDn}`

const capture = async (
  context: PhaseContext,
  side: 'source' | 'destination',
  access: DirectoryAccess,
  lookups: Lookups,
  saved: SavedProgress,
): Promise<Captured> => {
  const { connection, signal, log, spec } = context
  const asking: CaptureContext = {
    ...{ lookups, signal },
    log: (level, code, args) => log.write(level, code, args),
    progress(done, total) {
      saved.reached(done, total, lookups.size)
      context.progress(done, total)
    },
  }
  const needs =
    side === 'source'
      ? { emails: [], everyone: true, groups: true }
      : needsOf(spec.plan, await sourceEmails(connection), await exceptions(connection))
  if (access.settings.kind === 'ldap')
    return captureLdap(access as DirectoryAccess<LdapSettings>, needs.emails, asking)
  const waits = (milliseconds: number): void =>
    log.write('warn', 'DIRECTORY_WAITS', { seconds: Math.ceil(milliseconds / 1000) })
  const umapi = access as DirectoryAccess<UmapiSettings>
  return captureUmapi(umapi, new UmapiClient(umapi, { signal, waits }), needs, asking)
}

interface SavedProgress {
  reached(done: number, total: number, answers: number): void
  /** Tells the last that was reached, in the run's progress and in its log. */
  note(answers: number): void
}

/** Every answer is on disk: how far the run is, is told as saved every two seconds, and in its log now and then. */
const savedProgress = (context: PhaseContext): SavedProgress => {
  let last = { done: 0, total: 0 }
  let [marked, logged] = [performance.now(), performance.now()]
  const note = (answers: number): void => {
    if (last.total === 0) return
    logged = performance.now()
    context.checkpoint(last.done, last.total)
    context.log.write('info', 'DIRECTORY_PROGRESS', { ...last, answers })
  }
  return {
    note,
    reached(done, total, answers) {
      last = { done, total }
      if (performance.now() - logged >= PROGRESS_LINE_MS) note(answers)
      else if (performance.now() - marked >= CHECKPOINT_MS) {
        marked = performance.now()
        context.checkpoint(done, total)
      }
    },
  }
}

const sourceEmails = async (connection: DuckDBConnection): Promise<string[]> => {
  const found = await rows<{ email: string }>(
    connection,
    'addresses to look up',
    `SELECT DISTINCT email FROM staged_principals
     WHERE side = 'source' AND kind = 'account' AND email IS NOT NULL ORDER BY email`,
  )
  return found.map(({ email }) => email)
}

const exceptions = (connection: DuckDBConnection): Promise<NamedIdentity[]> =>
  rows(
    connection,
    'destinations that exceptions name',
    `SELECT type, destination_id AS id, destination_username AS username, destination_name AS name,
       destination_caption AS caption FROM staged_exceptions ORDER BY seq`,
  )

const stage = async (
  connection: DuckDBConnection,
  side: 'source' | 'destination',
  { principals, memberships, findings }: Captured,
): Promise<void> => {
  const sink = await StagingSink.open(connection, side, 'READ')
  try {
    for (const principal of principals) sink.principal(principal)
    const origin = principals[0]?.origin ?? { file: '', line: null }
    for (const { member, group } of memberships)
      sink.membership({ memberBy: 'id', member, groupBy: 'id', group, createGroup: false, origin })
    for (const finding of findings) sink.finding(finding)
  } finally {
    sink.close()
  }
}

/** Over what was read, in its order: asking in another way, or at another time, changes nothing. */
const hashOf = ({ principals, memberships }: Captured): string => {
  const hash = createHash('sha256')
  for (const { origin: _, ...principal } of principals) hash.update(`${JSON.stringify(principal)}\n`)
  for (const membership of memberships) hash.update(`${JSON.stringify(membership)}\n`)
  return hash.digest('hex')
}

const noteMissing = async ({ connection, spec, log }: PhaseContext): Promise<void> => {
  const directory = spec.job.destination?.directory ?? null
  if (directory === null || !spec.directories.missing) return
  log.write('warn', 'DIRECTORY_NOT_CONFIGURED', { directory })
  const sink = await StagingSink.open(connection, 'destination', 'READ')
  const at = { file: null, line: null, path: null }
  sink.finding({ code: 'DIRECTORY_NOT_CONFIGURED', ...at, args: { directory } })
  sink.close()
}
