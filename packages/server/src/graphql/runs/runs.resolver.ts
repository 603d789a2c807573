import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'

import { Access } from '../access.js'
import { audited } from '../audited.js'
import type { Context } from '../context.js'
import { requireKey } from '../idempotency-key.js'
import { once } from '../lazy.js'
import { connection } from '../paging/connection.js'
import { idCursor, readIdCursor } from '../paging/id-cursor.js'
import { ForwardPageArgs, pageCost } from '../paging/page-args.js'
import { problemResult, stateProblemResult } from '../problems/problem-types.js'
import { runView, runViews } from '../views.js'
import { RunInput, StartRunInput } from './inputs.js'
import { DeletedRun, DeleteRunResult, RunResult, StartRunResult } from './results.js'
import { RunConnection } from './run-connection.js'
import { RunType } from './run.js'

@Resolver()
export class RunsResolver {
  @Access('viewer')
  @Query(() => RunConnection, {
    description: 'Runs, newest first; of one job where `jobId` is given.',
    complexity: pageCost,
  })
  async runs(
    @Ctx() context: Context,
    @Args(() => ForwardPageArgs) page: ForwardPageArgs,
    @Arg('jobId', () => ID, { nullable: true, description: 'Only runs of this job.' }) jobId?: string | null,
  ): Promise<RunConnection> {
    const after = readIdCursor(page.after, 'run')
    const { rows, more } = await context.control.runs.page(
      { limit: ForwardPageArgs.limit(page), after },
      jobId,
    )
    const edges = runViews(context, rows).map((node) => ({ cursor: idCursor(node.id), node }))
    const pageInfo = { hasNextPage: more, hasPreviousPage: after !== null }
    return connection(
      edges,
      pageInfo,
      once(() => context.control.runs.count(jobId)),
    )
  }

  @Access('viewer')
  @Query(() => RunType, { nullable: true, description: 'One run; null where there is none of that id.' })
  async run(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Id of the run.' }) id: string,
  ): Promise<RunType | null> {
    const run = await context.control.runs.find(id)
    return run === null ? null : runView(context, run)
  }

  @Access('operator')
  @Mutation(() => StartRunResult, { description: 'Starts a new run of a job.' })
  startRun(
    @Ctx() context: Context,
    @Arg('input', () => StartRunInput, { description: 'What to start.' }) input: StartRunInput,
  ): Promise<typeof StartRunResult> {
    const start = async (): Promise<RunType> => {
      requireKey(input)
      const { jobId, ...settings } = input
      return runView(context, await context.supervisor.start(jobId, settings))
    }
    return audited(context, 'START_RUN', input.jobId, start).catch(problemResult)
  }

  @Access('operator')
  @Mutation(() => RunResult, { description: 'Resumes a stopped or failed run where it left off.' })
  resumeRun(
    @Ctx() context: Context,
    @Arg('input', () => RunInput, { description: 'What to resume.' }) { runId }: RunInput,
  ): Promise<typeof RunResult> {
    const resume = async () => runView(context, await context.supervisor.resume(runId))
    return audited(context, 'RESUME_RUN', runId, resume).catch(stateProblemResult)
  }

  @Access('operator')
  @Mutation(() => RunResult, {
    description: 'Stops a run, keeping what was done; takes a queued one out of the queue.',
  })
  stopRun(
    @Ctx() context: Context,
    @Arg('input', () => RunInput, { description: 'What to stop.' }) { runId }: RunInput,
  ): Promise<typeof RunResult> {
    const stop = async () => runView(context, await context.supervisor.stop(runId))
    return audited(context, 'STOP_RUN', runId, stop).catch(stateProblemResult)
  }

  @Access('operator')
  @Mutation(() => DeleteRunResult, {
    description: 'Deletes a run with its reports; refused while a run of its job is queued or under way.',
  })
  deleteRun(
    @Ctx() context: Context,
    @Arg('input', () => RunInput, { description: 'What to delete.' }) { runId }: RunInput,
  ): Promise<typeof DeleteRunResult> {
    const remove = async (): Promise<DeletedRun> => {
      await context.jobService.deleteRun(runId)
      return { runId }
    }
    return audited(context, 'DELETE_RUN', runId, remove).catch(stateProblemResult)
  }
}
