import { fork, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { Problem } from '../problem.js'
import { openFifo, type Fifo } from './fifo.js'
import { heapMegabytes } from './memory.js'
import type { FromStream, StreamAssignment } from './stream-protocol.js'

const WORKER = fileURLToPath(new URL('./stream-worker.js', import.meta.url))

/** A report on its way, written by a process of its own. */
export interface ReportStream {
  /** Known before the first byte. */
  readonly rows: number
  readonly stream: Readable
  /** Settles once every row has been written; the stream then ends. @throws Error where it did not. */
  readonly written: Promise<void>
  /** Ends the process and removes what it used; safe at any time. */
  close(): Promise<void>
}

/**
 * Starts streaming a report. The FIFO lies in a folder of the trash, which every start of a server empties, and is
 * unlinked once both ends are open.
 *
 * @throws Problem as `openSource`, and `NO_FIFO`, `WORKER_GONE`.
 */
export const openReportStream = async (
  spec: StreamAssignment['spec'],
  dataFolder: string,
): Promise<ReportStream> => {
  const scratch = join(dataFolder, 'trash', `stream-${randomBytes(8).toString('hex')}`)
  await mkdir(scratch, { recursive: true })
  let fifo: Fifo | null = null
  let child: ChildProcess | null = null
  const close = async (): Promise<void> => {
    child?.kill('SIGKILL')
    await fifo?.destroy()
    await rm(scratch, { recursive: true, force: true })
  }
  try {
    const opened = await openFifo(join(scratch, 'rows.fifo'))
    fifo = opened
    child = forkWorker(spec.memory)
    const heard = hear(child)
    child.send({ spec, scratch, fifo: opened.path } satisfies StreamAssignment, () => undefined)
    const rows = await heard.planned
    opened.stream.once('data', () => void rm(opened.path, { force: true }))
    opened.stream.pause()
    const written = heard.done.then((count) => {
      if (count !== rows) throw new Error(`${count} of ${rows} rows were streamed.`)
      return opened.finish()
    })
    written.catch(() => undefined)
    return { rows, stream: opened.stream, written, close }
  } catch (error) {
    await close()
    throw error
  }
}

const forkWorker = (memory: string): ChildProcess =>
  fork(WORKER, {
    execArgv: [`--max-old-space-size=${heapMegabytes(memory)}`],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })

const later = <T>() => {
  let [resolve, reject] = [(_value: T): void => undefined, (_error: Error): void => undefined]
  const promise = new Promise<T>((settle, refuse) => {
    resolve = settle
    reject = refuse
  })
  promise.catch(() => undefined)
  return { promise, resolve, reject }
}

const hear = (child: ChildProcess): { planned: Promise<number>; done: Promise<number> } => {
  const [planned, done] = [later<number>(), later<number>()]
  const fail = (error: Error): void => {
    planned.reject(error)
    done.reject(error)
  }
  child.on('message', (message: FromStream) => {
    if (message.type === 'planned') planned.resolve(message.rows)
    else if (message.type === 'done') done.resolve(message.rows)
    else if (message.code === 'INTERNAL') fail(new Error(message.message))
    else fail(new Problem(message.code, message.message, message.where))
  })
  const gone = (): void =>
    fail(new Problem('WORKER_GONE', 'The process that wrote the report is gone; ask for it again.'))
  child.once('error', gone).once('exit', gone)
  return { planned: planned.promise, done: done.promise }
}
