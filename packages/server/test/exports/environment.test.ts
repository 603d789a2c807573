import type { ExportManifest } from '@crosswalk/core'
import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { digestFile } from '../../src/exports/digest.js'
import { finishedParts, readExportManifest } from '../../src/exports/export-folder.js'
import { verifyExport } from '../../src/exports/verify-export.js'
import { makeLargeRun } from '../warehouse/large-run.js'
import { exported, specOf } from './support.js'
import { work } from './worker.js'

const mount = (...args: string[]): void => void execFileSync('mount', args, { stdio: 'ignore' })
const remount = (folder: string, options: string): void => mount('-o', `remount,${options}`, folder)
const unmount = (folder: string): void => void execFileSync('umount', ['-l', folder])

let scratch = ''
let made: Awaited<ReturnType<typeof makeLargeRun>>
let undisturbed: ExportManifest
let folder = ''
let mayMount = true

const spec = () => specOf(made.runsFolder, { partRows: 2000 })

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'crosswalk-refused-'))
  made = await makeLargeRun(10_000)
  undisturbed = await exported(spec(), ({ manifest }) => manifest)
})
afterAll(async () => {
  await made.remove()
  await rm(scratch, { recursive: true, force: true })
})
beforeEach(async ({ skip, task }) => {
  folder = join(scratch, task.id)
  await mkdir(folder)
  try {
    mount('-t', 'tmpfs', '-o', 'size=900k', 'tmpfs', folder)
    onTestFinished(() => unmount(folder))
  } catch {
    mayMount = false
  }
  if (!mayMount) skip('A full disk and a read-only folder need the right to mount.')
})

/** Complete parts are what the manifest of the undisturbed export says of them. */
const expectUsable = async (): Promise<void> => {
  const parts = finishedParts(folder)
  expect(parts.length).toBeGreaterThan(0)
  const files = new Set(parts.map(({ file }) => file))
  expect(parts).toEqual(undisturbed.parts.filter(({ file }) => files.has(file)))
  for (const { file, sha256 } of parts) expect((await digestFile(join(folder, file))).sha256).toBe(sha256)
}

const expectResumed = async (): Promise<void> => {
  expect(await work(folder, spec())).toEqual({ type: 'done' })
  expect(readExportManifest(folder)).toEqual(undisturbed)
  expect((await verifyExport(folder, () => undefined)).differences).toEqual([])
}

describe('the environment refuses an export', () => {
  test('a full disk: it says so, its complete parts can be used, and with room it goes on to the same bytes', async () => {
    expect(await work(folder, spec())).toMatchObject({
      type: 'failed',
      code: 'DISK_FULL',
      message: expect.stringMatching(/free some space/i) as string,
    })
    await expectUsable()
    remount(folder, 'size=64m')
    await expectResumed()
  })

  test('a folder that became read-only: as with a full disk', async () => {
    await work(folder, spec())
    remount(folder, 'ro')
    expect(await work(folder, spec())).toMatchObject({
      type: 'failed',
      code: 'NO_PERMISSION',
      message: expect.stringMatching(/permission|write/i) as string,
    })
    await expectUsable()
    remount(folder, 'rw,size=64m')
    await expectResumed()
  })
})
