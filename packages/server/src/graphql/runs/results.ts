import { createUnionType, Field, ID, ObjectType } from 'type-graphql'

import { IllegalStateProblem, InputProblem, NotFoundProblem, ProblemType } from '../problems/problem-types.js'
import { RunType } from './run.js'

@ObjectType({ simpleResolvers: true, description: 'A run that is gone, with its reports.' })
export class DeletedRun {
  @Field(() => ID, { description: 'Id it had.' })
  runId: string
}

const typeOf = (value: object): string => (value instanceof ProblemType ? value.constructor.name : 'Run')

export const StartRunResult = createUnionType({
  name: 'StartRunResult',
  description: 'The run that was started, or why it was not.',
  types: () => [RunType, NotFoundProblem, IllegalStateProblem, InputProblem] as const,
  resolveType: typeOf,
})

export const RunResult = createUnionType({
  name: 'RunResult',
  description: 'The run after the change, or why it was not changed.',
  types: () => [RunType, NotFoundProblem, IllegalStateProblem] as const,
  resolveType: typeOf,
})

export const DeleteRunResult = createUnionType({
  name: 'DeleteRunResult',
  description: 'The run that was deleted, or why it was not.',
  types: () => [DeletedRun, NotFoundProblem, IllegalStateProblem] as const,
  resolveType: (value: object) => (value instanceof ProblemType ? value.constructor.name : 'DeletedRun'),
})
