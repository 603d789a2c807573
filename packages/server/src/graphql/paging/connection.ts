import { GraphQLSafeInt } from 'graphql-scalars'
import { Field, ObjectType, type ClassType } from 'type-graphql'

import type { Lazy } from '../lazy.js'

@ObjectType({ simpleResolvers: true, description: 'Where a page lies among all rows.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'More rows follow.' })
  hasNextPage: boolean
  @Field(() => Boolean, { description: 'Rows come before.' })
  hasPreviousPage: boolean
  @Field(() => String, { nullable: true, description: 'Cursor of the first row; null on an empty page.' })
  startCursor: string | null
  @Field(() => String, { nullable: true, description: 'Cursor of the last row; null on an empty page.' })
  endCursor: string | null
}

export interface EdgeOf<Row> {
  cursor: string
  node: Row
}
export interface ConnectionOf<Row> {
  edges: EdgeOf<Row>[]
  pageInfo: PageInfo
  /** Counted only when asked for. */
  totalCount: Lazy<number>
}

/**
 * A Relay connection over one type of row: extend the result with `@ObjectType('<name>Connection')`.
 * Rows are simple, so that access sits on the query that answers the connection.
 */
export function connectionOf<Row extends object>(name: string, row: () => ClassType<Row>) {
  @ObjectType(`${name}Edge`, { simpleResolvers: true, description: 'A row and its place.' })
  class Edge implements EdgeOf<Row> {
    @Field(() => String, { description: 'The place of the row, for `after` and `before`; opaque.' })
    cursor: string
    @Field(row, { description: 'The row.' })
    node: Row
  }

  @ObjectType({ simpleResolvers: true })
  abstract class Connection implements ConnectionOf<Row> {
    @Field(() => [Edge], { description: 'The rows of this page, in order.' })
    edges: Edge[]
    @Field(() => PageInfo, { description: 'Whether rows follow or come before.' })
    pageInfo: PageInfo
    @Field(() => GraphQLSafeInt, { nullable: true, description: 'The number of rows on all pages together.' })
    totalCount: Lazy<number>
  }
  return Connection
}

/** A connection's value from rows and their cursors. */
export function connection<Row>(
  edges: EdgeOf<Row>[],
  { hasNextPage, hasPreviousPage }: Pick<PageInfo, 'hasNextPage' | 'hasPreviousPage'>,
  totalCount: Lazy<number>,
): ConnectionOf<Row> {
  const [startCursor, endCursor] = [edges[0]?.cursor ?? null, edges.at(-1)?.cursor ?? null]
  return { edges, pageInfo: { hasNextPage, hasPreviousPage, startCursor, endCursor }, totalCount }
}
