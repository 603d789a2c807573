import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { CheckedImport, CheckRequest } from '../pipeline/exceptions/check-import.js'
import { Problem, type ProblemCode } from '../problem.js'

const WORKER = fileURLToPath(new URL('./import-worker.js', import.meta.url))
const HEAP_MEGABYTES = 1024

export type FromImportWorker =
  | { type: 'checked'; checked: CheckedImport }
  | { type: 'refused'; code: ProblemCode; message: string; where: Problem['where'] }

let tail: Promise<unknown> = Promise.resolve()

/**
 * `checkImport` in a process of its own, one at a time: a file of many lines must not keep the server from answering.
 * @throws Problem as `checkImport`, and `WORKER_GONE`.
 */
export const checkImportApart = (request: CheckRequest): Promise<CheckedImport> => {
  const checked = tail.then(() => execute(request))
  tail = checked.catch(() => undefined)
  return checked
}

const execute = (request: CheckRequest): Promise<CheckedImport> =>
  new Promise((resolve, reject) => {
    const child = fork(WORKER, {
      execArgv: [`--max-old-space-size=${HEAP_MEGABYTES}`, '--enable-source-maps'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    child.once('message', (answer: FromImportWorker) => {
      if (answer.type === 'checked') resolve(answer.checked)
      else reject(new Problem(answer.code, answer.message, answer.where))
    })
    const gone = (): void =>
      reject(new Problem('WORKER_GONE', 'The process that checked the file is gone; import it again.'))
    child.once('error', gone).once('exit', gone)
    child.send(request, () => undefined)
  })
