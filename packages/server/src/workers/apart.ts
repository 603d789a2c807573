import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Problem, type ProblemCode } from '../problem.js'
import { environmentProblem } from './environment-problem.js'

const HEAP_MEGABYTES = 1024

type FromApart<A> =
  | { type: 'done'; answer: A }
  | { type: 'refused'; code: ProblemCode; message: string; where: Problem['where'] }

export interface ApartOptions {
  /** The module that answers; it calls `answerApart`. */
  module: URL
  /** What the process does, for the message when it is gone: `checked the file`. */
  does: string
}

/**
 * Work in a process of its own, one piece at a time, which must not keep the server from answering. Whoever aborts ends
 * the process, or leaves the line.
 *
 * @throws Problem as the work, and `WORKER_GONE`; what `signal` was aborted with.
 */
export const apart = <Q extends object, A>({ module, does }: ApartOptions) => {
  const file = fileURLToPath(module)
  let tail: Promise<unknown> = Promise.resolve()
  return (request: Q, signal?: AbortSignal): Promise<A> => {
    const answered = tail.then(() => ask<A>(file, does, request, signal))
    tail = answered.catch(() => undefined)
    return answered
  }
}

const ask = <A>(file: string, does: string, request: object, signal?: AbortSignal): Promise<A> =>
  new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const child = fork(file, {
      execArgv: [`--max-old-space-size=${HEAP_MEGABYTES}`],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    const leave = (): void => {
      reject(signal?.reason as Error)
      child.kill('SIGKILL')
    }
    signal?.addEventListener('abort', leave, { once: true })
    child.once('message', (said: FromApart<A>) => {
      if (said.type === 'done') resolve(said.answer)
      else reject(new Problem(said.code, said.message, said.where))
    })
    const gone = (): void => {
      signal?.removeEventListener('abort', leave)
      reject(new Problem('WORKER_GONE', `The process that ${does} is gone; try again.`))
    }
    child.once('error', gone).once('exit', gone)
    child.send(request, () => undefined)
  })

/** The other side: does the one piece of work it is sent, answers, and ends. */
export const answerApart = <Q, A>(work: (request: Q) => Promise<A>): void => {
  const finish = (answer: FromApart<A>): void => {
    if (!process.connected) process.exit(0)
    process.send?.(answer, () => process.exit(0))
  }
  process.once('message', (request: Q) => {
    work(request).then(
      (answer) => finish({ type: 'done', answer }),
      (error: unknown) => {
        const problem = error instanceof Problem ? error : environmentProblem(error)
        if (problem === null) throw error
        finish({ type: 'refused', code: problem.code, message: problem.message, where: problem.where })
      },
    )
  })
  process.on('disconnect', () => process.exit(0))
}
