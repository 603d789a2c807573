import { createUnionType, Field, ID, Int, ObjectType } from 'type-graphql'

import type { JobFault } from '../../inputs/job/faults.js'
import { InvalidJob } from '../../jobs/job-service.js'
import {
  IllegalStateProblem,
  InputProblem,
  NotFoundProblem,
  problemResult,
  ProblemType,
} from '../problems/problem-types.js'
import { JobType } from './job.js'

@ObjectType('JobFault', { simpleResolvers: true, description: 'One thing that is wrong with a job.' })
export class JobFaultType {
  @Field(() => [String], { description: 'Where in the definition; empty where it is about all of it.' })
  path: string[]
  @Field(() => String, { description: 'What is wrong and what to do.' })
  message: string

  constructor({ path, message }: JobFault) {
    this.path = path.map(String)
    this.message = message
  }
}

@ObjectType({
  implements: ProblemType,
  simpleResolvers: true,
  description: 'The definition cannot be used, with everything that is wrong with it.',
})
export class InvalidJobProblem extends ProblemType {
  @Field(() => [JobFaultType], { description: 'Every fault.' })
  faults: JobFaultType[]

  constructor(problem: InvalidJob) {
    super(problem)
    this.faults = problem.faults.map((fault) => new JobFaultType(fault))
  }
}

@ObjectType({ simpleResolvers: true, description: 'A job that is gone, with its exceptions and runs.' })
export class DeletedJob {
  @Field(() => ID, { description: 'Id it had.' })
  jobId: string
  @Field(() => Int, { description: 'How many runs went with it.' })
  runCount: number
}

const typeOf =
  (entity: string) =>
  (value: object): string =>
    value instanceof ProblemType ? value.constructor.name : entity

export const CreateJobResult = createUnionType({
  name: 'CreateJobResult',
  description: 'The job that was made, or why it was not.',
  types: () => [JobType, InvalidJobProblem, NotFoundProblem, IllegalStateProblem, InputProblem] as const,
  resolveType: typeOf('Job'),
})

export const UpdateJobResult = createUnionType({
  name: 'UpdateJobResult',
  description: 'The job as it is now, or why it was not changed.',
  types: () => [JobType, InvalidJobProblem, NotFoundProblem, IllegalStateProblem, InputProblem] as const,
  resolveType: typeOf('Job'),
})

export const DeleteJobResult = createUnionType({
  name: 'DeleteJobResult',
  description: 'That the job is gone, or why it is not.',
  types: () => [DeletedJob, NotFoundProblem, IllegalStateProblem] as const,
  resolveType: typeOf('DeletedJob'),
})

export const jobProblemResult = (fault: unknown) =>
  fault instanceof InvalidJob ? new InvalidJobProblem(fault) : problemResult(fault)
