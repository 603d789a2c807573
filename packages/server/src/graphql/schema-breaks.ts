import { buildSchema, findBreakingChanges, type GraphQLSchema } from 'graphql'

/** What in a schema breaks clients that were made for another, in sentences. */
export const breaksOf = (released: string, schema: GraphQLSchema): string[] =>
  findBreakingChanges(buildSchema(released), schema).map(({ description }) => description)
