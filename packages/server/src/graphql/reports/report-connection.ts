import { GraphQLDateTime } from 'graphql-scalars'
import { Field, ID, ObjectType, type ClassType } from 'type-graphql'

import type { Lazy } from '../lazy.js'
import { connectionOf, type ConnectionOf } from '../paging/connection.js'
import { FACETS_COST, FacetType } from './facet.js'

export interface ReportConnectionOf<Row> extends ConnectionOf<Row> {
  runIds: string[]
  asOf: string | null
  facets: Lazy<FacetType[]>
}

/** A connection over the rows of a report: extend the result with `@ObjectType('<name>Connection')`. */
export function reportConnectionOf<Row extends object>(name: string, row: () => ClassType<Row>) {
  @ObjectType({ simpleResolvers: true })
  abstract class ReportConnection extends connectionOf(name, row) implements ReportConnectionOf<Row> {
    @Field(() => [ID], {
      description: "The runs the rows are from, in the rows' order: by the job's name, then by number.",
    })
    runIds: string[]
    @Field(() => GraphQLDateTime, {
      nullable: true,
      description: 'The moment the runs were the latest of their jobs; null where they were named.',
    })
    asOf: string | null
    @Field(() => [FacetType], {
      nullable: true,
      description: "The report's facets, each counted without the filter's clauses on its own field.",
      complexity: FACETS_COST,
    })
    facets: Lazy<FacetType[]>
  }
  return ReportConnection
}
