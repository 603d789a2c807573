import type { FilterOp, Report } from '@crosswalk/core'
import { GraphQLDateTime } from 'graphql-scalars'
import { Field, ID, InputType, ObjectType } from 'type-graphql'

import { FilterOpEnum, ReportEnum } from '../enums.js'

@InputType({ description: 'A condition of a saved view, as the filter of its report spells it.' })
export class ViewClauseInput {
  @Field(() => String, { description: 'What is compared.' })
  field: string
  @Field(() => FilterOpEnum, { description: 'How it is compared.' })
  op: FilterOp
  @Field(() => [String], { description: 'What it is compared with.' })
  values: string[]
}

@ObjectType({ simpleResolvers: true, description: 'A condition of a saved view.' })
export class ViewClause {
  @Field(() => String, { description: 'What is compared.' })
  field: string
  @Field(() => FilterOpEnum, { description: 'How it is compared.' })
  op: FilterOp
  @Field(() => [String], { description: 'What it is compared with.' })
  values: readonly string[]
}

@ObjectType('SavedView', {
  simpleResolvers: true,
  description: "A report's filter, order and columns under a name.",
})
export class SavedViewType {
  @Field(() => ID, { description: 'Stable id, `view_…`.' })
  id: string
  @Field(() => ReportEnum, { description: 'The report it is of.' })
  report: Report
  @Field(() => String, { description: "Its name, unique among the owner's views of the report." })
  name: string
  @Field(() => String, { description: 'Who saved it.' })
  owner: string
  @Field(() => Boolean, { description: 'Whether the caller may change and delete it.' })
  own: boolean
  @Field(() => Boolean, { description: 'Whether everybody sees it.' })
  shared: boolean
  @Field(() => [ViewClause], { description: 'Its filter.' })
  clauses: readonly ViewClause[]
  @Field(() => String, { description: 'The order of its rows, as the report spells it.' })
  sort: string
  @Field(() => [String], { description: "Its columns, in order; empty: the page's own choice." })
  columns: readonly string[]
  @Field(() => GraphQLDateTime, { description: 'When it was first saved.' })
  createdAt: string
  @Field(() => GraphQLDateTime, { description: 'When it was last saved.' })
  updatedAt: string
}

@InputType({
  description: "What to save. The caller's view of that report and name, if there is one, becomes this.",
})
export class SaveViewInput {
  @Field(() => ReportEnum, { description: 'The report.' })
  report: Report
  @Field(() => String, { description: 'A name of 1 to 100 characters.' })
  name: string
  @Field(() => [ViewClauseInput], { description: 'The filter; empty for all rows.' })
  clauses: ViewClauseInput[]
  @Field(() => String, { defaultValue: 'DEFAULT', description: 'The order, as the report spells it.' })
  sort: string
  @Field(() => [String], {
    defaultValue: [],
    description: "Names of at most 100 columns, in order; empty: the page's own choice.",
  })
  columns: string[]
  @Field(() => Boolean, { defaultValue: false, description: 'Whether everybody is to see it.' })
  shared: boolean
}

@InputType({ description: 'Which view.' })
export class ViewInput {
  @Field(() => ID, { description: 'The view.' })
  viewId: string
}
