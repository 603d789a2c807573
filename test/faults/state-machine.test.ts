import { canMove, RUN_STATES, type RunState } from '@crosswalk/core'
import fc from 'fast-check'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeBigPackage } from '../../tools/generate/big-package.js'
import { runJob } from '../support/cli.js'
import { expectAgreement, runControl, workersOf } from '../support/run-control.js'
import { spawnServer, type ServerProcess } from '../support/server.js'

const FULL = process.env['CROSSWALK_TEST'] === 'full'
const inputs = mkdtempSync(join(tmpdir(), 'crosswalk-states-'))
const data = join(inputs, 'data')
let fingerprint: string
let job: string
let server: ServerProcess

beforeAll(async () => {
  const file = join(inputs, 'small.zip')
  await writeBigPackage(file, { items: 200, principals: 100 })
  fingerprint = (await runJob(file, data)).fingerprint
  server = await spawnServer(data)
  job = (await runControl(server).jobs())[0] ?? ''
}, 300_000)
afterAll(async () => {
  await server?.kill('SIGTERM')
  rmSync(inputs, { recursive: true, force: true })
})

/** Every state that legal moves lead to from `from`, itself included. */
const reachable = (from: RunState): Set<RunState> => {
  const found = new Set([from])
  for (const state of found) for (const to of RUN_STATES) if (canMove(state, to)) found.add(to)
  return found
}

type Command = 'start' | 'stop' | 'resume' | 'kill worker' | 'kill server' | 'wait'
const COMMANDS: readonly Command[] = [
  'start',
  'start',
  'stop',
  'resume',
  'kill worker',
  'kill server',
  'wait',
]

const ask = async (command: 'start' | 'stop' | 'resume', runId: string): Promise<string> => {
  const [name, input] = {
    start: ['startRun', { jobId: job }],
    stop: ['stopRun', { runId }],
    resume: ['resumeRun', { runId }],
  }[command] as [string, object]
  const type = command === 'start' ? 'StartRunInput' : 'RunInput'
  const mutation = `mutation ($input: ${type}!) { ${name}(input: $input) { __typename ... on Problem { code } } }`
  const answer = await server.graphql<Record<string, { __typename: string; code?: string }>>(mutation, {
    input,
  })
  return answer[name]?.code ?? 'OK'
}

const obey = async (command: Command, newest: string, pause: number): Promise<string> => {
  if (command === 'wait') await wait(pause)
  else if (command === 'kill server') {
    await server.kill('SIGKILL')
    server = await spawnServer(data, server.token)
  } else if (command === 'kill worker') {
    for (const pid of workersOf(server)) process.kill(pid, 'SIGKILL')
  } else return ask(command, newest)
  return 'OK'
}

test('any sequence of commands and crashes: refusals have a reason, moves are legal, and store and disk agree', async () => {
  const seen = new Map<string, RunState>()
  const observe = async (): Promise<string> => {
    const runs = await runControl(server).runs()
    const ids = new Set(runs.map(({ id }) => id))
    for (const id of seen.keys()) expect(ids).toContain(id)
    for (const { id, state } of runs) {
      expect(reachable(seen.get(id) ?? 'QUEUED')).toContain(state)
      seen.set(id, state as RunState)
    }
    return runs[0]?.id ?? ''
  }
  const sequence = fc.array(fc.tuple(fc.constantFrom(...COMMANDS), fc.integer({ min: 0, max: 600 })), {
    minLength: 4,
    maxLength: 10,
  })
  await fc.assert(
    fc.asyncProperty(sequence, async (commands) => {
      for (const [command, pause] of commands) {
        const newest = await observe()
        const code = await obey(command, newest, pause)
        expect(['OK', 'ILLEGAL_STATE', 'RUN_IN_PROGRESS']).toContain(code)
      }
      const api = runControl(server)
      const newest = await observe()
      const run = await api.settled(newest, 'STOPPED', 'FINISHED', 'CANCELLED')
      expectAgreement(data, await api.runs())
      if (run.state === 'STOPPED') {
        await api.resume(newest)
        expect((await api.settled(newest, 'FINISHED')).fingerprint).toBe(fingerprint)
      }
      await observe()
      expectAgreement(data, await api.runs())
    }),
    { numRuns: FULL ? 50 : 4, endOnFailure: true },
  )
}, 3_600_000)
