import { runsHash } from '@crosswalk/core'

import type { ControlStore } from '../../control/control-store.js'
import { resolveScope, type ResolvedScope } from '../../graphql/reports/resolve-scope.js'
import { Problem } from '../../problem.js'

export interface AskedJobs {
  readonly job?: readonly string[] | undefined
  readonly as_of?: string | undefined
  readonly runs?: string | undefined
}

export interface PinnedRuns {
  readonly scope: ResolvedScope
  /** Keeps a later request to the same runs. */
  readonly pin: Readonly<Record<'as_of' | 'runs', string>>
}

/**
 * The latest finished run of each job asked for, or of every job; those of an earlier page where a link of it asks.
 *
 * @throws Problem `NOT_FOUND`, `TOO_MANY_RUNS`, or `BAD_CURSOR` where one of the earlier page's runs is gone.
 */
export async function pinnedRuns(
  control: ControlStore,
  { job, as_of, runs }: AskedJobs,
): Promise<PinnedRuns> {
  const scope = await resolveScope(
    { control },
    {
      scope: {
        ...(job === undefined ? {} : { jobIds: [...job] }),
        asOf: as_of === undefined ? null : new Date(as_of),
      },
    },
  )
  const hash = runsHash(scope.runs.map(({ id }) => id))
  if (runs !== undefined && runs !== hash)
    throw new Problem(
      'BAD_CURSOR',
      'A run that earlier pages were read from is gone. Start again without an offset.',
    )
  return { scope, pin: { as_of: scope.asOf ?? control.clock().toISOString(), runs: hash } }
}
