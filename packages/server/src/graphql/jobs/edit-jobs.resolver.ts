import { GraphQLJSONObject } from 'graphql-scalars'
import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'

import { Access } from '../access.js'
import { audited } from '../audited.js'
import type { Context } from '../context.js'
import { requireKey } from '../idempotency-key.js'
import { stateProblemResult } from '../problems/problem-types.js'
import { jobView } from '../views.js'
import { CreateJobInput, DEFINITION, JobInput, UpdateJobInput } from './inputs.js'
import { JobCheck } from './job-check.js'
import type { JobType } from './job.js'
import { CreateJobResult, DeletedJob, DeleteJobResult, JobFaultType, jobProblemResult } from './results.js'
import { UpdateJobResult } from './results.js'

@Resolver()
export class EditJobsResolver {
  @Access('operator')
  @Query(() => JobCheck, {
    description: 'What a job would be, or what an existing one would become, without keeping it.',
  })
  async checkJob(
    @Ctx() { jobService }: Context,
    @Arg('definition', () => GraphQLJSONObject, { description: DEFINITION })
    definition: Record<string, unknown>,
    @Arg('jobId', () => ID, {
      nullable: true,
      description: 'The job it is to be; what it has already may stay.',
    })
    jobId?: string | null,
  ): Promise<JobCheck> {
    const checked = await jobService.check(definition, jobId ?? null)
    return checked.faults === undefined
      ? { faults: [], definition: jobService.shown(checked.definition) }
      : { faults: checked.faults.map((fault) => new JobFaultType(fault)), definition: null }
  }

  @Access('operator')
  @Query(() => GraphQLJSONObject, {
    nullable: true,
    description: 'The definition of a job as `updateJob` takes it; null where there is none of that id.',
  })
  async jobDefinition(
    @Ctx() { control, jobService }: Context,
    @Arg('jobId', () => ID, { description: 'Id of the job.' }) jobId: string,
  ): Promise<Record<string, unknown> | null> {
    const job = await control.jobs.find(jobId)
    return job === null ? null : jobService.shown(job.definition)
  }

  @Access('operator')
  @Mutation(() => CreateJobResult, { description: 'Makes a job.' })
  createJob(
    @Ctx() context: Context,
    @Arg('input', () => CreateJobInput, { description: 'What to make.' }) input: CreateJobInput,
  ): Promise<typeof CreateJobResult> {
    const create = async (): Promise<JobType> => {
      requireKey(input)
      return jobView(context, await context.jobService.create(input))
    }
    return audited(context, 'CREATE_JOB', ({ id }) => id, create).catch(jobProblemResult)
  }

  @Access('operator')
  @Mutation(() => UpdateJobResult, {
    description: 'Gives a job another definition. Runs that were started keep the one they have.',
  })
  updateJob(
    @Ctx() context: Context,
    @Arg('input', () => UpdateJobInput, { description: 'What to change.' }) input: UpdateJobInput,
  ): Promise<typeof UpdateJobResult> {
    const { jobId, definition } = input
    const change = { jobId, definition, updatedAt: input.updatedAt?.toISOString() ?? null }
    const update = async () => jobView(context, await context.jobService.update(change))
    return audited(context, 'UPDATE_JOB', jobId, update).catch(jobProblemResult)
  }

  @Access('operator')
  @Mutation(() => DeleteJobResult, { description: 'Deletes a job with its exceptions and its runs.' })
  deleteJob(
    @Ctx() context: Context,
    @Arg('input', () => JobInput, { description: 'What to delete.' }) { jobId }: JobInput,
  ): Promise<typeof DeleteJobResult> {
    const remove = async (): Promise<DeletedJob> => ({
      jobId,
      runCount: await context.jobService.delete(jobId),
    })
    return audited(context, 'DELETE_JOB', jobId, remove).catch(stateProblemResult)
  }
}
