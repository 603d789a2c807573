import { fork } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { ExportSpec } from '../../src/exports/spec.js'
import { isLastWord, PROTOCOL_VERSION } from '../../src/workers/protocol.js'
import type { FromWorker, LastWord } from '../../src/workers/protocol.js'
import { WORKER_ENVIRONMENT } from '../../src/workers/worker-process.js'

const WORKER = fileURLToPath(new URL('../../bundle/export-worker.js', import.meta.url))

/** The built worker, as the supervisor starts it; its last word, or null where it was killed before. */
export const work = async (
  folder: string,
  spec: ExportSpec,
  killAfterMs: number | null = null,
): Promise<LastWord | null> => {
  const child = fork(WORKER, {
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...WORKER_ENVIRONMENT },
  })
  let last: LastWord | null = null
  const ended = new Promise<LastWord | null>((resolve) => child.on('exit', () => resolve(last)))
  const planned = new Promise<void>((resolve) => {
    child.on('message', (message: FromWorker) => {
      if (isLastWord(message)) last = message
      if (message.type === 'checkpoint') resolve()
    })
    child.on('exit', () => resolve())
  })
  child.send({ type: 'start', version: PROTOCOL_VERSION, folder, spec })
  if (killAfterMs !== null) {
    await planned
    await wait(killAfterMs)
    child.kill('SIGKILL')
  }
  return ended
}
