import {
  createSourceEventStream,
  execute,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
} from 'graphql'

import type { Role } from '../control/roles.js'
import type { Context } from './context.js'

type Result = ExecutionResult | Promise<ExecutionResult>
const NEVER = new AbortController().signal

/**
 * Carries out subscriptions as graphql-js does, but computes what an event says only once for all who ask it the same
 * way with the same role: nothing below an event depends on who asks, and no one's leaving may end it for the others.
 */
export class SharedEvents {
  readonly #results = new WeakMap<object, WeakMap<DocumentNode, Map<string, Result>>>()

  readonly subscribe = async (
    args: ExecutionArgs,
  ): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> => {
    const source = await createSourceEventStream(args)
    if (!(Symbol.asyncIterator in source)) return source
    return mapped(source[Symbol.asyncIterator](), (event) => this.#resultOf(event as object, args))
  }

  #resultOf(event: object, args: ExecutionArgs): Result {
    const context = args.contextValue as Context
    const key = keyOf(args, context.caller?.role)
    const results = this.#resultsOf(event, args.document)
    const result =
      results.get(key) ??
      execute({ ...args, rootValue: event, contextValue: { ...context, signal: NEVER } satisfies Context })
    results.set(key, result)
    return result
  }

  #resultsOf(event: object, document: DocumentNode): Map<string, Result> {
    const ofEvent = this.#results.get(event) ?? new WeakMap<DocumentNode, Map<string, Result>>()
    this.#results.set(event, ofEvent)
    const results = ofEvent.get(document) ?? new Map<string, Result>()
    ofEvent.set(document, results)
    return results
  }
}

const keyOf = ({ operationName, variableValues }: ExecutionArgs, role: Role | undefined): string =>
  JSON.stringify([operationName, variableValues, role])

/** As the source, with each value mapped. Returning ends the source at once, even while it is waited for. */
const mapped = <A, B>(
  source: AsyncIterator<A>,
  map: (value: A) => B | Promise<B>,
): AsyncIterableIterator<B> => ({
  async next() {
    const step = await source.next()
    return step.done === true
      ? { done: true, value: undefined }
      : { done: false, value: await map(step.value) }
  },
  async return() {
    await source.return?.()
    return { done: true, value: undefined }
  },
  [Symbol.asyncIterator]() {
    return this
  },
})
