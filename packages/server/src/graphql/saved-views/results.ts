import { createUnionType, Field, ID, ObjectType } from 'type-graphql'

import { IllegalStateProblem, InputProblem, NotFoundProblem, ProblemType } from '../problems/problem-types.js'
import { SavedViewType } from './saved-view.js'

@ObjectType({ simpleResolvers: true, description: 'A saved view that is gone.' })
export class DeletedView {
  @Field(() => ID, { description: 'Id it had.' })
  viewId: string
}

const typeOf =
  (entity: string) =>
  (value: object): string =>
    value instanceof ProblemType ? value.constructor.name : entity

export const SaveViewResult = createUnionType({
  name: 'SaveViewResult',
  description: 'The view as it was saved, or why it was not.',
  types: () => [SavedViewType, NotFoundProblem, IllegalStateProblem, InputProblem] as const,
  resolveType: typeOf('SavedView'),
})

export const DeleteViewResult = createUnionType({
  name: 'DeleteViewResult',
  description: 'The view that was deleted, or why it was not.',
  types: () => [DeletedView, NotFoundProblem, IllegalStateProblem] as const,
  resolveType: typeOf('DeletedView'),
})
