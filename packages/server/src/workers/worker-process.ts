import { fork, type ChildProcess } from 'node:child_process'
import { env } from 'node:process'
import { fileURLToPath } from 'node:url'
import { identityOf, type ProcessIdentity } from './process-identity.js'
import {
  isLastWord,
  PROTOCOL_VERSION,
  type Assignment,
  type FromWorker,
  type LastWord,
  type ToWorker,
} from './protocol.js'

const GRACE_MS = 10_000

/** Of a worker: a statement holds a thread of libuv's pool while it runs, and files, hashes and gzip need others. */
export const WORKER_ENVIRONMENT = { UV_THREADPOOL_SIZE: '16' }

/** How a worker ended: what it said last, or how its process ended without a word. */
export type WorkerEnd =
  LastWord | { type: 'gone'; signal: NodeJS.Signals | null; exitCode: number | null; killed: boolean }

/** One worker process: forked idle, started once its identity is recorded, asked to stop, killed after the grace time. */
export class WorkerProcess {
  readonly identity: ProcessIdentity
  readonly ended: Promise<WorkerEnd>
  readonly #child: ChildProcess
  #grace: NodeJS.Timeout | undefined
  #killed = false

  constructor(module: URL, heapMegabytes: number, heard: (message: FromWorker) => void) {
    this.#child = fork(fileURLToPath(module), {
      execArgv: [`--max-old-space-size=${heapMegabytes}`],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...env, ...WORKER_ENVIRONMENT },
    })
    this.identity = identityOf(this.#child.pid ?? -1)
    let last: LastWord | undefined
    this.#child.on('message', (message: FromWorker) => {
      if (isLastWord(message)) last = message
      else heard(message)
    })
    this.ended = new Promise((resolve) => {
      const end = (exitCode: number | null, signal: NodeJS.Signals | null): void => {
        clearTimeout(this.#grace)
        resolve(last ?? { type: 'gone', signal, exitCode, killed: this.#killed })
      }
      this.#child.on('exit', end)
      this.#child.on('error', () => end(null, null))
    })
  }

  start({ folder, spec }: Assignment): void {
    this.#tell({ type: 'start', version: PROTOCOL_VERSION, folder, spec })
  }

  stop(): void {
    this.#tell({ type: 'stop' })
    this.#grace ??= setTimeout(() => this.kill(), GRACE_MS)
  }

  kill(): void {
    this.#killed = true
    this.#child.kill('SIGKILL')
  }

  #tell(message: ToWorker): void {
    if (this.#child.connected) this.#child.send(message, () => undefined)
  }
}
