import { Worker } from 'node:worker_threads'
import { Problem, type ProblemCode } from '../problem.js'
import type { AnswerTo, Explainer, ExplainRequest } from './requests.js'

const WORKER = new URL('./explain-worker.js', import.meta.url)
const TIMEOUT_MS = 30_000

export interface ToExplainWorker {
  readonly folder: string
  readonly request: ExplainRequest
}
export type FromExplainWorker =
  | { readonly answer: unknown }
  | { readonly refused: { code: ProblemCode; message: string } }
  | { readonly fault: Error }

/**
 * Answers in one worker thread, one question at a time, so that a walk over a large graph keeps no request from
 * being served. The thread starts with the first question, and anew after one that took too long or broke it.
 */
export class ExplainThread implements Explainer {
  #worker: Worker | undefined
  #tail: Promise<unknown> = Promise.resolve()

  /**
   * @param budget bytes of graphs kept in memory.
   * @param timeout milliseconds that one question may take.
   * @param module what the thread runs.
   */
  constructor(
    private readonly budget: number,
    private readonly timeout = TIMEOUT_MS,
    private readonly module = WORKER,
  ) {}

  ask<R extends ExplainRequest>(folder: string, request: R): Promise<AnswerTo<R>> {
    const asked = this.#tail.then(() => this.#put({ folder, request }))
    this.#tail = asked.catch(() => undefined)
    return asked as Promise<AnswerTo<R>>
  }

  async close(): Promise<void> {
    const worker = this.#worker
    this.#worker = undefined
    await worker?.terminate()
  }

  #put(question: ToExplainWorker): Promise<unknown> {
    const worker = (this.#worker ??= this.#start())
    return new Promise((resolve, reject) => {
      const settle = (end: () => void): void => {
        clearTimeout(timer)
        worker.off('message', hear).off('error', broken).off('exit', gone)
        worker.unref()
        end()
      }
      const hear = (said: FromExplainWorker): void =>
        settle(() => {
          if ('answer' in said) resolve(said.answer)
          else if ('refused' in said) reject(new Problem(said.refused.code, said.refused.message))
          else reject(said.fault)
        })
      const broken = (error: Error): void => {
        if (this.#worker === worker) this.#worker = undefined
        settle(() => reject(error))
      }
      const gone = (): void =>
        broken(new Problem('WORKER_GONE', 'The explanation was broken off; ask again.'))
      const timer = setTimeout(() => {
        broken(
          new Problem(
            'QUERY_TOO_EXPENSIVE',
            'The explanation took too long and was broken off; ask for fewer rows.',
          ),
        )
        void worker.terminate()
      }, this.timeout)
      worker.ref()
      worker.on('message', hear).on('error', broken).on('exit', gone)
      worker.postMessage(question)
    })
  }

  #start(): Worker {
    const worker = new Worker(this.module, {
      workerData: { budget: this.budget },
    })
    worker.on('error', () => undefined)
    return worker
  }
}
