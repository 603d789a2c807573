import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeBigPackage } from '../../tools/generate/big-package.js'
import { runJob } from '../support/cli.js'
import {
  expectAgreement,
  expectSameResult,
  haltWorker,
  runControl,
  workersOf,
} from '../support/run-control.js'
import { startServer } from '../support/server.js'
import { until } from '../support/until.js'

const inputs = mkdtempSync(join(tmpdir(), 'crosswalk-queue-'))
const data = join(inputs, 'data')
let first: Awaited<ReturnType<typeof runJob>>

beforeAll(async () => {
  for (const name of ['one.zip', 'two.zip'])
    await writeBigPackage(join(inputs, name), { items: 200, principals: 100 })
  first = await runJob(join(inputs, 'one.zip'), data)
  await runJob(join(inputs, 'two.zip'), data)
}, 300_000)
afterAll(() => rmSync(inputs, { recursive: true, force: true }))

test('behind a worker that answers nothing a run waits and is cancelled; the worker is ended after the grace time, and its run goes on', async () => {
  const server = await startServer(data)
  const api = runControl(server)
  const job = await api.jobOf(first.run)
  const other = (await api.jobs()).find((id) => id !== job) ?? ''

  const { id } = await api.start(job)
  const worker = await haltWorker(server)
  await until(async () => (await api.run(id)).state === 'RUNNING')
  const again = await server.graphql<{ startRun: { code: string } }>(
    'mutation ($jobId: ID!) { startRun(input: { jobId: $jobId }) { ... on Problem { code } } }',
    { jobId: job },
  )
  expect(again.startRun.code).toBe('RUN_IN_PROGRESS')

  const waiting = await api.start(other)
  expect(waiting.state).toBe('QUEUED')
  await api.stop(waiting.id)
  expect((await api.run(waiting.id)).state).toBe('CANCELLED')
  expect(workersOf(server)).toEqual([worker])

  await api.stop(id)
  expect((await api.run(id)).state).toBe('STOPPING')
  const stopped = await api.settled(id, 'STOPPED')
  expect(stopped).toMatchObject({
    resumable: true,
    problem: { code: 'WORKER_GONE', message: expect.stringContaining('did not stop in time') as string },
  })
  await until(async () => workersOf(server).length === 0)
  await api.resume(id)
  await expectSameResult(data, await api.settled(id, 'FINISHED'), first)
  expectAgreement(data, await api.runs())
})
