import { initGraphQLTada } from 'gql.tada'
import type { introspection } from './graphql-env.js'

/** Typed documents over `packages/server/schema.graphql`; regenerate with `npx gql.tada generate-output`. */
export const graphql = initGraphQLTada<{
  introspection: introspection
  disableMasking: true
  scalars: { DateTime: string; SafeInt: number; JSONObject: Record<string, unknown> }
}>()

export type { ResultOf, VariablesOf } from 'gql.tada'
