import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeBigPackage } from '../../tools/generate/big-package.js'
import { Random } from '../../tools/generate/random.js'
import { runJob } from '../support/cli.js'
import {
  expectAgreement,
  expectSameResult,
  runControl,
  workersOf,
  type RunRow,
} from '../support/run-control.js'
import { type ServerProcess, spawnServer } from '../support/server.js'

const KILLS = process.env['CROSSWALK_TEST'] === 'full' ? 100 : 20
const KILLS_A_RUN = 5
const SEED = Number(process.env['CROSSWALK_SEED'] ?? Date.now() % 1_000_000)

const inputs = mkdtempSync(join(tmpdir(), 'crosswalk-killed-'))
const PACKAGE = join(inputs, 'big.zip')
const data = join(inputs, 'data')
let undisturbed: { run: string; fingerprint: string }
let length: number
let server: ServerProcess

beforeAll(async () => {
  await writeBigPackage(PACKAGE, { items: 1200, principals: 800 })
  undisturbed = await runJob(PACKAGE, data)
  server = await spawnServer(data)
  const api = runControl(server)
  const began = performance.now()
  const { id } = await api.start((await api.jobs())[0] ?? '')
  await api.settled(id, 'FINISHED')
  length = performance.now() - began
}, 300_000)
afterAll(async () => {
  await server?.kill('SIGTERM')
  rmSync(inputs, { recursive: true, force: true })
})

const restart = async (): Promise<void> => {
  server = await spawnServer(data, server.token)
}

/** Kills worker, server or both, and brings a server back. */
const kill = async (what: number): Promise<void> => {
  if (what !== 1)
    for (const pid of workersOf(server)) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
      }
    }
  if (what === 0) return
  await server.kill('SIGKILL')
  await restart()
}

const expectNothingLost = async (acknowledged: ReadonlySet<string>, job: string): Promise<RunRow[]> => {
  const api = runControl(server)
  expect(await api.jobs()).toEqual([job])
  const runs = await api.runs()
  expect(runs.map(({ id }) => id).sort()).toEqual([...acknowledged].sort())
  return runs
}

test(`killed at ${KILLS} random moments (seed ${SEED}), nothing is lost, doubled or half-visible, and every run ends as an undisturbed one`, async () => {
  const random = new Random(SEED)
  const [job = ''] = await runControl(server).jobs()
  const acknowledged = new Set((await runControl(server).runs()).map(({ id }) => id))
  for (let kills = 0; kills < KILLS;) {
    const { id } = await runControl(server).start(job)
    acknowledged.add(id)
    for (let times = 0; times < KILLS_A_RUN && kills < KILLS; times++, kills++) {
      await wait(random.below(Math.ceil(length / 2)))
      await kill(random.below(3))
      const run = await runControl(server).settled(id, 'STOPPED', 'FINISHED')
      if (run.state === 'STOPPED')
        expect(run).toMatchObject({ resumable: true, problem: { code: 'WORKER_GONE' } })
      expectAgreement(data, await expectNothingLost(acknowledged, job))
      if (run.state === 'FINISHED') break
      await runControl(server).resume(id)
    }
    const ended = await runControl(server).settled(id, 'FINISHED')
    await expectSameResult(data, ended, undisturbed)
  }
}, 3_600_000)
