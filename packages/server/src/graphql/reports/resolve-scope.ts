import { cursorMoment, fold } from '@crosswalk/core'

import type { Job } from '../../control/entities/job.js'
import type { Run } from '../../control/entities/run.js'
import { Problem } from '../../problem.js'
import type { Context } from '../context.js'
import { requireFinished } from '../report-query.js'
import type { AskedRuns, RunScope } from './run-scope.js'

export const MAX_RUNS = 1000

/** The runs a report is asked of, by their jobs' names (folded), then by number. */
export interface ResolvedScope {
  readonly runs: readonly Run[]
  readonly jobs: ReadonlyMap<string, Job>
  /** Jobs asked for that have no finished run. */
  readonly withoutRun: readonly Job[]
  /** The moment the runs were the latest; null where they were named. */
  readonly asOf: string | null
}

type Control = Pick<Context, 'control'>

/**
 * The runs that `runId` or `scope` names. A page of the latest runs is kept to the runs of its cursor.
 *
 * @throws Problem `NOT_FOUND`, `BAD_REQUEST` or `TOO_MANY_RUNS`
 */
export async function resolveScope(
  context: Control,
  { runId, scope }: AskedRuns,
  cursor?: string | null,
): Promise<ResolvedScope> {
  if ((runId == null) === (scope == null)) throw new Problem('BAD_REQUEST', 'Give either runId or scope.')
  if (runId != null) return named(context, [runId])
  if (scope?.runIds != null) return named(context, onlyRuns(scope))
  return latest(context, scope?.jobIds, scope?.asOf?.toISOString() ?? cursorMoment(cursor ?? ''))
}

const onlyRuns = ({ runIds, jobIds, asOf }: RunScope): string[] => {
  if (jobIds != null || asOf != null)
    throw new Problem('BAD_REQUEST', 'runIds names the runs: give neither jobIds nor asOf with it.')
  return [...new Set(runIds ?? [])]
}

const requireFew = (count: number): void => {
  if (count > MAX_RUNS)
    throw new Problem(
      'TOO_MANY_RUNS',
      `At most ${MAX_RUNS} runs can be asked together; name fewer runs or jobs.`,
    )
}

const requireAll = (asked: readonly string[], found: readonly { id: string }[], what: string): void => {
  const known = new Set(found.map(({ id }) => id))
  const missing = asked.find((id) => !known.has(id))
  if (missing !== undefined) throw new Problem('NOT_FOUND', `There is no ${what} ${missing}.`)
}

async function named({ control }: Control, ids: readonly string[]): Promise<ResolvedScope> {
  requireFew(ids.length)
  const runs = await control.runs.byIds(ids)
  requireAll(ids, runs, 'run')
  const jobs = await control.jobs.byIds([...new Set(runs.map(({ jobId }) => jobId))])
  return ordered(runs, jobs, null)
}

async function latest(
  { control }: Control,
  jobIds: readonly string[] | null | undefined,
  moment: string | null,
): Promise<ResolvedScope> {
  if (jobIds != null) requireFew(jobIds.length)
  const jobs = jobIds == null ? await control.jobs.all(MAX_RUNS + 1) : await control.jobs.byIds(jobIds)
  requireFew(jobs.length)
  if (jobIds != null) requireAll(jobIds, jobs, 'job')
  const asOf = moment ?? control.clock().toISOString()
  return ordered(
    await control.runs.finishedAsOf(
      jobs.map(({ id }) => id),
      asOf,
    ),
    jobs,
    asOf,
  )
}

const before = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function ordered(runs: readonly Run[], jobs: readonly Job[], asOf: string | null): ResolvedScope {
  const byId = new Map(jobs.map((job) => [job.id, job]))
  const place = new Map(
    jobs
      .map(({ id, name }) => ({ id, name: fold(name) }))
      .sort((a, b) => before(a.name, b.name) || before(a.id, b.id))
      .map(({ id }, index) => [id, index]),
  )
  const placeOf = ({ jobId }: Run): number => place.get(jobId) ?? 0
  const withRun = new Set(runs.map(({ jobId }) => jobId))
  return {
    runs: runs.toSorted((a, b) => placeOf(a) - placeOf(b) || a.number - b.number),
    jobs: byId,
    withoutRun: jobs.filter(({ id }) => !withRun.has(id)),
    asOf,
  }
}

/** @throws Problem `RUN_NOT_FINISHED` */
export function requireAllFinished(scope: ResolvedScope): ResolvedScope {
  scope.runs.forEach(requireFinished)
  return scope
}
