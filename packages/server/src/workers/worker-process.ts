import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { RunSpec } from '../pipeline/spec.js'
import { identityOf, type ProcessIdentity } from './process-identity.js'
import type { FromWorker, ToWorker } from './protocol.js'

const GRACE_MS = 10_000
const WORKER = fileURLToPath(new URL('./run-worker.js', import.meta.url))

/** How a worker ended: what it said last, or how its process ended without a word. */
export type WorkerEnd =
  | Extract<FromWorker, { type: 'done' | 'stopped' | 'failed' }>
  | { type: 'gone'; signal: NodeJS.Signals | null; exitCode: number | null }

/** One worker process: forked idle, started once its identity is recorded, asked to stop, killed after the grace time. */
export class WorkerProcess {
  readonly identity: ProcessIdentity
  readonly ended: Promise<WorkerEnd>
  readonly #child: ChildProcess
  #grace: NodeJS.Timeout | undefined

  constructor(heapMegabytes: number, heard: (message: FromWorker) => void) {
    this.#child = fork(WORKER, {
      execArgv: [`--max-old-space-size=${heapMegabytes}`, '--enable-source-maps'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    this.identity = identityOf(this.#child.pid ?? -1)
    let last: WorkerEnd | undefined
    this.#child.on('message', (message: FromWorker) => {
      if (message.type === 'done' || message.type === 'stopped' || message.type === 'failed') last = message
      else heard(message)
    })
    this.ended = new Promise((resolve) => {
      const end = (exitCode: number | null, signal: NodeJS.Signals | null): void => {
        clearTimeout(this.#grace)
        resolve(last ?? { type: 'gone', signal, exitCode })
      }
      this.#child.on('exit', end)
      this.#child.on('error', () => end(null, null))
    })
  }

  start(folder: string, spec: RunSpec): void {
    this.#tell({ type: 'start', version: 1, folder, spec })
  }

  stop(): void {
    this.#tell({ type: 'stop' })
    this.#grace ??= setTimeout(() => this.kill(), GRACE_MS)
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }

  #tell(message: ToWorker): void {
    if (this.#child.connected) this.#child.send(message, () => undefined)
  }
}
