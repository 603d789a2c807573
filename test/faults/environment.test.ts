import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { writeBigPackage } from '../../tools/generate/big-package.js'
import { crosswalk, runJob } from '../support/cli.js'
import { temporaryFolder } from '../support/paths.js'
import { expectAgreement, expectSameResult, runControl, workersOf } from '../support/run-control.js'
import { startServer } from '../support/server.js'
import { until } from '../support/until.js'

const inputs = mkdtempSync(join(tmpdir(), 'crosswalk-environment-'))
const PACKAGE = join(inputs, 'big.zip')
beforeAll(() => writeBigPackage(PACKAGE, { items: 1200, principals: 800 }))
afterAll(() => rmSync(inputs, { recursive: true, force: true }))

/** Whether this user may mount; the tests that need it say so and are skipped where not. */
const mayMount = (() => {
  const folder = mkdtempSync(join(tmpdir(), 'crosswalk-mount-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' })
    execFileSync('umount', [folder])
    return true
  } catch {
    console.log('Skipped: a full disk and a read-only folder need the right to mount.')
    return false
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})()

const mounted = (folder: string, ...args: string[]): (() => void) => {
  execFileSync('mount', [...args, folder])
  let there = true
  const unmount = (): void => {
    if (there) execFileSync('umount', ['-l', folder])
    there = false
  }
  onTestFinished(unmount)
  return unmount
}

/** Takes all the room there is. */
const fill = (path: string): void => {
  const file = openSync(path, 'w')
  const block = Buffer.alloc(1 << 16)
  try {
    for (let size = block.length; size > 0;)
      try {
        writeSync(file, block, 0, size)
      } catch {
        size >>= 1
      }
  } finally {
    closeSync(file)
  }
}

describe.skipIf(!mayMount)('the environment refuses', () => {
  test('a full disk: the run fails with its cure, is resumed once there is room, and ends as an undisturbed one', async () => {
    const data = join(temporaryFolder(), 'data')
    mkdirSync(data)
    mounted(data, '-t', 'tmpfs', '-o', 'size=96m', 'tmpfs')
    const undisturbed = await runJob(PACKAGE, data)
    const server = await startServer(data)
    const api = runControl(server)
    const { id } = await api.start((await api.jobs())[0] ?? '')
    await until(async () => existsSync(join(data, 'work', id, 'log.ndjson')))
    const ballast = join(data, 'ballast')
    fill(ballast)
    await until(async () => workersOf(server).length === 0)
    rmSync(ballast)
    const failed = await api.settled(id, 'FAILED')
    expect(failed).toMatchObject({ resumable: true, problem: { code: 'DISK_FULL' } })
    expectAgreement(data, await api.runs())
    await api.resume(id)
    await expectSameResult(data, await api.settled(id, 'FINISHED'), undisturbed)
    await server.kill('SIGTERM')
  })

  test('a read-only folder: as with a full disk', async () => {
    const data = temporaryFolder()
    const undisturbed = await runJob(PACKAGE, data)
    const server = await startServer(data)
    const api = runControl(server)
    const work = join(data, 'work')
    const unmount = mounted(work, '--bind', work)
    execFileSync('mount', ['-o', 'remount,bind,ro', work])
    const { id } = await api.start((await api.jobs())[0] ?? '')
    const failed = await api.settled(id, 'FAILED')
    expect(failed).toMatchObject({ resumable: true, problem: { code: 'NO_PERMISSION' } })
    unmount()
    await api.resume(id)
    await expectSameResult(data, await api.settled(id, 'FINISHED'), undisturbed)
    expectAgreement(data, await api.runs())
    await server.kill('SIGTERM')
  })
})

test('inputs that changed while a run was stopped: it says so, and resumes with the old ones', async () => {
  const file = join(temporaryFolder(), 'input.zip')
  copyFileSync(PACKAGE, file)
  const data = temporaryFolder()
  const undisturbed = await runJob(file, data)
  const server = await startServer(data)
  const api = runControl(server)
  const { id } = await api.start((await api.jobs())[0] ?? '')
  await until(async () => existsSync(join(data, 'work', id, 'phases', 'READ.json')))
  for (const pid of workersOf(server)) process.kill(pid, 'SIGKILL')
  await api.settled(id, 'STOPPED')
  appendFileSync(file, 'more')
  await api.resume(id)
  expect(await api.settled(id, 'FAILED')).toMatchObject({ problem: { code: 'INPUT_CHANGED' } })
  copyFileSync(PACKAGE, file)
  await api.resume(id)
  await expectSameResult(data, await api.settled(id, 'FINISHED'), undisturbed)
})

test('too little memory: the run fails with its cure, and a job with more of it runs', async () => {
  const folder = temporaryFolder()
  const job = join(folder, 'job.yaml')
  const write = (memory: string): void =>
    writeFileSync(
      job,
      `version: 1\nname: tight\nsource: { platform: aem, instance: author, inputs: [ { format: aem-package, path: ${PACKAGE} } ] }\nlimits: { memory: ${memory} }\n`,
    )
  write('1MB')
  const data = temporaryFolder()
  const { exitCode, stderr } = await crosswalk('run', job, '--data', data)
  expect([exitCode, stderr]).toEqual([3, expect.stringContaining('OUT_OF_MEMORY')])
  write('1GB')
  await runJob(job, data)
})
