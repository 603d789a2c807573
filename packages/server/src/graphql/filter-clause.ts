import type { FilterOp } from '@crosswalk/core'
import { Field, InputType, type ClassType } from 'type-graphql'

import { FilterOpEnum } from './enums.js'

export interface FilterClauseOf<F> {
  field: F
  op: FilterOp
  values: string[]
}

/** The filter clause of a report: `fields` is its field enum, `name` the input's name in the schema. */
export function filterClauseOf<F extends string>(
  name: string,
  fields: Readonly<Record<F, string>>,
): ClassType<FilterClauseOf<F>> {
  @InputType(name, {
    description: 'A condition. Clauses are joined by AND, the values of one clause by OR.',
  })
  class Clause implements FilterClauseOf<F> {
    @Field(() => fields, { description: 'What is compared.' })
    field: F
    @Field(() => FilterOpEnum, { description: 'How it is compared.' })
    op: FilterOp
    @Field(() => [String], { description: 'What it is compared with; names of enum values in either case.' })
    values: string[]
  }
  return Clause
}
