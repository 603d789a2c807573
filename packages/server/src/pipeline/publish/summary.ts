import { FINDINGS, hasPermissions, noticesOf, OutcomeFlag } from '@crosswalk/core'
import type { DirectoryFigures, FindingCode, RunSummary } from '@crosswalk/core'
import type { DuckDBConnection } from '@duckdb/node-api'
import { rows } from '../../warehouse/duck.js'
import { countCases } from '../decide/log-cases.js'
import type { PhaseContext } from '../phase.js'
import { LOG_FILE } from '../run-log.js'
import type { SelectFacts } from '../select/select.js'
import { stoppedFor } from './stopped-for.js'

export const summarise = async (context: PhaseContext): Promise<RunSummary> => {
  const { connection, folder, spec } = context
  const [sizes] = await rows<
    Record<'accounts' | 'groups' | 'destination' | 'target' | 'memberships' | 'items', number>
  >(
    connection,
    'summary sizes',
    `SELECT
      (SELECT count(*) FROM source_principals WHERE kind = 'account') AS accounts,
      (SELECT count(*) FROM source_principals WHERE kind = 'group') AS "groups",
      (SELECT count(*) FROM destination_principals) AS destination,
      (SELECT count(*) FROM target_principals) AS target,
      (SELECT count(*) FROM memberships) AS memberships,
      (SELECT count(*) FROM items) AS items`,
  )
  const { accounts = 0, groups = 0, destination = 0, target = 0, memberships = 0, items = 0 } = sizes ?? {}
  return {
    sourceAccounts: accounts,
    sourceGroups: groups,
    destinationPrincipals: destination,
    targetPrincipals: target,
    memberships,
    items,
    findings: await findingCounts(connection),
    resolutions: await rows(
      connection,
      'summary resolutions',
      'SELECT resolution, kind, count(*) AS count FROM mappings GROUP BY ALL ORDER BY ALL',
    ),
    outcomes: await rows(
      connection,
      'summary outcomes',
      'SELECT outcome, reason, count(*) AS count FROM outcomes GROUP BY ALL ORDER BY ALL NULLS FIRST',
    ),
    quality: await rows(
      connection,
      'summary quality',
      'SELECT code, count(*) AS count FROM source_quality GROUP BY code ORDER BY min(row_id)',
    ),
    cases: await countCases(connection),
    combinations: await rows(
      connection,
      'summary combinations',
      `SELECT flags & ${OutcomeFlag.MAPPED} <> 0 AS mapped, outcome = 'MIGRATED' AS migrated, count(*) AS count
       FROM outcomes WHERE kind IS NOT NULL GROUP BY ALL ORDER BY ALL`,
    ),
    directory: (folder.markOf('READ')?.facts['directory'] as DirectoryFigures | null | undefined) ?? null,
    stoppedMilliseconds: stoppedFor(folder.file(LOG_FILE)),
    notices: await noticesFor(context),
    mappingsUnavailable: unavailable(spec, accounts + groups),
  }
}

const noticesFor = async ({ connection, folder, spec }: PhaseContext): Promise<RunSummary['notices']> => {
  const facts = folder.markOf('SELECT')?.facts as unknown as SelectFacts | undefined
  if (facts === undefined) throw new Error('SELECT left no facts.')
  const [flagged] = await rows<{ leftBehind: number; unmappedMigrated: number }>(
    connection,
    'summary notices',
    `SELECT count_if(flags & ${OutcomeFlag.LEFT_BEHIND} <> 0) AS "leftBehind",
       count_if(flags & ${OutcomeFlag.WILL_DUPLICATE_PROFILE} <> 0) AS "unmappedMigrated" FROM outcomes`,
  )
  const { leftBehind = 0, unmappedMigrated = 0 } = flagged ?? {}
  const { topUp, closedUserGroups } = facts
  return noticesOf({ wipe: spec.wipe, topUp, leftBehind, unmappedMigrated, closedUserGroups })
}

const findingCounts = async (connection: DuckDBConnection): Promise<RunSummary['findings']> => {
  const counts = await rows<{ code: FindingCode; count: number }>(
    connection,
    'summary findings',
    'SELECT code, count(*) AS count FROM findings GROUP BY code ORDER BY code',
  )
  return counts.map(({ code, count }) => ({ code, severity: FINDINGS[code].severity, count }))
}

/** The first condition that holds (seed 002); a run that has finished is no longer `NEVER_RUN`. */
export const unavailable = (
  { job, plan }: Pick<PhaseContext['spec'], 'job' | 'plan'>,
  identities: number,
): RunSummary['mappingsUnavailable'] => {
  const { source, destination, preservation } = job
  if (!preservation.permissions && !preservation.owners) return 'PRESERVATION_OFF'
  const platforms = [source.platform, destination?.platform ?? '']
  if (!platforms.every(hasPermissions)) return 'PLATFORM_WITHOUT_PERMISSIONS'
  if (!plan.on) return 'MAPPING_OFF'
  return identities === 0 ? 'NO_IDENTITIES' : null
}
