import { answer } from './answer.js'
import { GraphCache } from './graph-cache.js'
import type { AnswerTo, Explainer, ExplainRequest } from './requests.js'

const BUDGET = 256 * 1024 * 1024

/** Answers in this very thread: for commands, which have nothing else to do meanwhile. */
export class LocalExplainer implements Explainer {
  readonly #cache = new GraphCache(BUDGET)

  async ask<R extends ExplainRequest>(folder: string, request: R): Promise<AnswerTo<R>> {
    return this.#cache.use(folder, (loaded) => answer(loaded, request))
  }

  async close(): Promise<void> {}
}
