import { execFile } from 'node:child_process'
import { close, constants, open } from 'node:fs'
import { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { Problem } from '../problem.js'

/** A named pipe whose other end is written by a statement. */
export interface Fifo {
  readonly path: string
  /** What is written, with back-pressure: a writer waits while nobody reads. */
  readonly stream: Readable
  /** The statement has ended: once all it wrote is read, the stream ends. */
  finish(): Promise<void>
  /** Whoever still writes gets an error. */
  destroy(): Promise<void>
}

const openFile = promisify(open)
const closeFile = promisify(close)

/**
 * Makes a FIFO and opens both of its ends: the stream cannot end before `finish`, however late the writer opens it,
 * and no open waits for the other side. The caller removes the path.
 *
 * @throws Problem `NO_FIFO` where the system has none.
 */
export const openFifo = async (path: string): Promise<Fifo> => {
  await promisify(execFile)('mkfifo', ['-m', '600', path]).catch((cause: unknown) => {
    throw new Problem(
      'NO_FIFO',
      'A named pipe could not be made. Use a system with mkfifo and a file system with named pipes, or export without gzip, XLSX and streaming.',
      {},
      { cause },
    )
  })
  const reader = await openFile(path, constants.O_RDONLY | constants.O_NONBLOCK)
  const keeper = await openFile(path, constants.O_WRONLY | constants.O_NONBLOCK)
  const stream = new Socket({ fd: reader, readable: true, writable: false })
  let kept = true
  const release = async (): Promise<void> => {
    if (!kept) return
    kept = false
    await closeFile(keeper)
  }
  return {
    path,
    stream,
    finish: release,
    async destroy() {
      stream.destroy()
      await release()
    },
  }
}
