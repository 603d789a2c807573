import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases'
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth'
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives'
import {
  GraphQLError,
  Kind,
  visit,
  type DocumentNode,
  type GraphQLSchema,
  type ValidationContext,
  type ValidationRule,
} from 'graphql'
import { fieldExtensionsEstimator, getComplexity, simpleEstimator } from 'graphql-query-complexity'

import { Problem } from '../problem.js'

export const LIMITS = { tokens: 2000, depth: 12, aliases: 15, directives: 50, cost: 20_000 } as const

const options = (n: number) => ({
  n,
  exposeLimits: true,
  propagateOnRejection: false,
  onReject: [
    (context: ValidationContext | null, error: GraphQLError) => {
      context?.reportError(new GraphQLError(error.message.replace('Syntax Error: ', '')))
    },
  ],
})

/** Refuse documents that are too deep, or repeat too much, before they are run. */
export const limitRules: ValidationRule[] = [
  maxDepthRule({ ...options(LIMITS.depth), ignoreIntrospection: true }),
  maxAliasesRule(options(LIMITS.aliases)),
  maxDirectivesRule(options(LIMITS.directives)),
]

interface Operation {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
  readonly operationName: string | null
  readonly variables: Record<string, unknown> | undefined
}

/** Fields times the rows they are read for. Zero where the variables do not fit: execution refuses those itself. */
function costOf({ schema, document, operationName, variables }: Operation): number {
  try {
    return getComplexity({
      schema,
      query: document,
      ...(operationName === null ? {} : { operationName }),
      variables: variables ?? {},
      estimators: [fieldExtensionsEstimator(), simpleEstimator({ defaultComplexity: 1 })],
    })
  } catch (fault) {
    if (fault instanceof GraphQLError) return 0
    throw fault
  }
}

/** What the operation costs. @throws Problem `QUERY_TOO_EXPENSIVE` */
export function requireAffordable(operation: Operation): number {
  const cost = costOf(operation)
  if (cost > LIMITS.cost)
    throw new Problem(
      'QUERY_TOO_EXPENSIVE',
      `The query costs ${cost}, and at most ${LIMITS.cost} is allowed. Ask for fewer rows or fields.`,
    )
  return cost
}

/** Whether a document asks for the schema itself. */
export function introspects(document: DocumentNode): boolean {
  let found = false
  visit(document, {
    [Kind.FIELD]({ name }) {
      found ||= name.value === '__schema' || name.value === '__type'
    },
  })
  return found
}
