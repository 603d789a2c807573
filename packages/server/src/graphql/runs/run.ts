import type { Phase, Report, RunState } from '@crosswalk/core'
import { GraphQLDateTime, GraphQLSafeInt } from 'graphql-scalars'
import { Field, Float, ID, Int, ObjectType } from 'type-graphql'

import { PhaseEnum, ReportEnum, RunStateEnum } from '../enums.js'
import { JobType } from '../jobs/job.js'
import type { Lazy } from '../lazy.js'
import { RunSummaryType } from './run-summary.js'

@ObjectType({ simpleResolvers: true, description: 'Why a run stopped or failed.' })
export class RunProblem {
  @Field(() => String, { description: 'A stable code; every code is explained in docs/errors.md.' })
  code: string
  @Field(() => String, { description: 'What happened and what to do.' })
  message: string
}

@ObjectType({ simpleResolvers: true, description: 'A report that a run made.' })
export class ReportSize {
  @Field(() => ReportEnum, { description: 'The report.' })
  report: Report
  @Field(() => GraphQLSafeInt, { description: 'How many rows it has; none where there was nothing to tell.' })
  rowCount: number
}

@ObjectType('Run', { simpleResolvers: true, description: 'One execution of a job.' })
export class RunType {
  @Field(() => ID, { description: 'Stable id, `run_…`.' })
  id: string
  @Field(() => JobType, { description: 'The job it executes.' })
  job: Lazy<JobType>
  @Field(() => Int, { description: "1 for the job's first run, counting up." })
  number: number
  @Field(() => RunStateEnum, { description: 'Where the run stands.' })
  state: RunState
  @Field(() => PhaseEnum, { nullable: true, description: 'The phase it is in, or was in last.' })
  phase: Phase | null
  @Field(() => GraphQLSafeInt, { nullable: true, description: 'What is done of the phase.' })
  progressDone: number | null
  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description: 'What is to be done in the phase, where known.',
  })
  progressTotal: number | null
  @Field(() => Float, { nullable: true, description: 'How much is done a second, once that can be told.' })
  progressRate: number | null
  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description: 'Seconds until the phase is done, at that rate.',
  })
  secondsLeft: number | null
  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When progress was last saved; what was done until then is never repeated.',
  })
  savedAt: string | null
  @Field(() => GraphQLDateTime, { description: 'When it was asked for.' })
  createdAt: string
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it first began to run.' })
  startedAt: string | null
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it last came to rest.' })
  finishedAt: string | null
  @Field(() => String, { nullable: true, description: 'Equal for runs over equal inputs and settings.' })
  fingerprint: string | null
  @Field(() => RunProblem, { nullable: true, description: 'Why the run stopped or failed, and what to do.' })
  problem: RunProblem | null
  @Field(() => Boolean, { description: 'Whether it can be resumed.' })
  resumable: boolean
  @Field(() => Boolean, { description: 'Whether users and groups are mapped in this run.' })
  mapUsers: boolean
  @Field(() => Boolean, { description: 'Whether the target is wiped first, so that nothing conflicts.' })
  wipe: boolean
  @Field(() => RunSummaryType, { nullable: true, description: 'Present once the run has finished.' })
  summary: RunSummaryType | null
  @Field(() => [ReportSize], {
    description: 'The reports it made; none before it has finished, nor those its ruleset has no use for.',
    complexity: 20,
  })
  reports: Lazy<ReportSize[]>
}
