import { GraphQLSafeInt } from 'graphql-scalars'
import { createUnionType, Field, ID, ObjectType } from 'type-graphql'

import { InputProblem, NotFoundProblem, ProblemType } from '../problems/problem-types.js'
import { DirectoryType } from './directory.js'

@ObjectType({ simpleResolvers: true, description: 'A test that was passed: these values may be saved now.' })
export class DirectoryTest {
  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Users it counts; null: it does not count.' })
  users: number | null
}

@ObjectType({ simpleResolvers: true, description: 'A configuration that is no more.' })
export class RemovedDirectory {
  @Field(() => ID, { description: 'Its id.' })
  id: string
}

const or = (name: string) => (value: object) => (value instanceof ProblemType ? value.constructor.name : name)

export const TestDirectoryResult = createUnionType({
  name: 'TestDirectoryResult',
  description: 'What the directory said, or why the test was not passed.',
  types: () => [DirectoryTest, NotFoundProblem, InputProblem] as const,
  resolveType: or('DirectoryTest'),
})

export const SaveDirectoryResult = createUnionType({
  name: 'SaveDirectoryResult',
  description: 'The configuration as saved, or why it was not.',
  types: () => [DirectoryType, NotFoundProblem, InputProblem] as const,
  resolveType: or('Directory'),
})

export const RemoveDirectoryResult = createUnionType({
  name: 'RemoveDirectoryResult',
  description: 'What was removed, or why it was not.',
  types: () => [RemovedDirectory, NotFoundProblem, InputProblem] as const,
  resolveType: or('RemovedDirectory'),
})
