import type { MappingsUnavailableCode } from '@crosswalk/core'
import { createUnionType } from 'type-graphql'

import type { Run } from '../../control/entities/run.js'
import { Problem } from '../../problem.js'
import type { Context } from '../context.js'
import { requireFinished } from '../report-query.js'
import type { ResolvedScope } from '../reports/resolve-scope.js'
import { MappingConnection } from './mapping.js'
import { MappingsUnavailable } from './mappings-unavailable.js'

export const MappingsResult = createUnionType({
  name: 'MappingsResult',
  description: 'The rows, or why there are none to show.',
  types: () => [MappingConnection, MappingsUnavailable] as const,
  resolveType: (value) => ('remedy' in value ? 'MappingsUnavailable' : 'MappingConnection'),
})

/** The sentences of seed 002's "message explaining why user mappings are unavailable and how to resolve the issue". */
const SENTENCES: Readonly<Record<MappingsUnavailableCode, Pick<MappingsUnavailable, 'message' | 'remedy'>>> =
  {
    NEVER_RUN: {
      message: 'User mappings are unavailable because no run of this job has finished yet.',
      remedy: 'Start the job, or resume its stopped run; the mappings appear when the run has finished.',
    },
    PRESERVATION_OFF: {
      message: 'User mappings are unavailable because the job preserves neither permissions nor owners.',
      remedy: 'Switch on permission preservation or owner preservation in the job, and start it again.',
    },
    PLATFORM_WITHOUT_PERMISSIONS: {
      message: 'User mappings are unavailable because a platform of this job has no permissions to preserve.',
      remedy: 'Choose a source and a destination that have permissions, and start it again.',
    },
    MAPPING_OFF: {
      message: 'User mappings are unavailable because user mapping was switched off for this run.',
      remedy:
        'Start the job again with user mapping on. It is off by default for an AEM publish instance; "mapping: on" in the job changes that.',
    },
    NO_IDENTITIES: {
      message: 'User mappings are unavailable because the run found no users or groups in the source.',
      remedy:
        'Check that the source inputs hold users and groups (the findings of the run name what could not be read), and start the job again.',
    },
  }

/** Why this run has no mappings to show, or null where it has. */
export async function mappingsUnavailable(
  { control }: Pick<Context, 'control'>,
  run: Run,
): Promise<MappingsUnavailable | null> {
  const everFinished =
    run.state === 'FINISHED' || (await control.runs.latestOf([run.jobId], 'FINISHED')).length > 0
  const code = everFinished ? (run.summary?.mappingsUnavailable ?? null) : 'NEVER_RUN'
  return code === null ? null : { code, ...SENTENCES[code], jobId: run.jobId, runId: run.id }
}

/** @throws Problem `MAPPINGS_UNAVAILABLE`, saying why and how to resolve it. */
export async function requireMappings(context: Pick<Context, 'control'>, run: Run): Promise<void> {
  const why = await mappingsUnavailable(context, run)
  if (why !== null) throw new Problem('MAPPINGS_UNAVAILABLE', `${why.message} ${why.remedy}`)
}

/**
 * The runs of a scope that have mappings to show, and why the others have none.
 *
 * @throws Problem `RUN_NOT_FINISHED`
 */
export async function withMappings(
  context: Pick<Context, 'control'>,
  scope: ResolvedScope,
): Promise<{ scope: ResolvedScope; unavailable: MappingsUnavailable[] }> {
  const unavailable: MappingsUnavailable[] = scope.withoutRun.map(({ id }) => ({
    ...{ code: 'NEVER_RUN', ...SENTENCES.NEVER_RUN, jobId: id, runId: null },
  }))
  const runs: Run[] = []
  for (const run of scope.runs) {
    const why = await mappingsUnavailable(context, run)
    if (why !== null) unavailable.push(why)
    else {
      requireFinished(run)
      runs.push(run)
    }
  }
  return { scope: { ...scope, runs }, unavailable }
}
