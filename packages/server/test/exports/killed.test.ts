import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { fork } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as wait } from 'node:timers/promises'
import type { ExportManifest } from '@crosswalk/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { finishedParts } from '../../src/exports/export-folder.js'
import type { ExportSpec } from '../../src/exports/spec.js'
import { verifyExport } from '../../src/exports/verify-export.js'
import { PROTOCOL_VERSION } from '../../src/workers/protocol.js'
import { makeLargeRun } from '../warehouse/large-run.js'
import { exported, specOf } from './support.js'

const KILLS = process.env['CROSSWALK_TEST'] === 'full' ? 50 : 10
const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
const WORKER = fileURLToPath(new URL('../../dist/workers/export-worker.js', import.meta.url))

let made: Awaited<ReturnType<typeof makeLargeRun>>
let scratch = ''

beforeAll(async () => {
  made = await makeLargeRun(30_000)
  scratch = await mkdtemp(join(tmpdir(), 'crosswalk-killed-'))
})
afterAll(async () => {
  await made.remove()
  await rm(scratch, { recursive: true, force: true })
})

/** A small deterministic generator: the same seed, the same moments. */
const moments = (seed: number) => () => {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
  return seed / 0x7fffffff
}

/** The built worker, as the supervisor starts it; true where it came to its end, false where it was killed. */
const work = async (folder: string, spec: ExportSpec, killAfterMs: number | null): Promise<boolean> => {
  const child = fork(WORKER, { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const ended = new Promise<boolean>((resolve) => {
    let done = false
    child.on('message', ({ type }: { type: string }) => (done ||= type === 'done'))
    child.on('exit', () => resolve(done))
  })
  const planned = new Promise<void>((resolve) => {
    child.on('message', ({ type }: { type: string }) => type === 'checkpoint' && resolve())
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

test.each([
  ['CSV', 'NONE'],
  ['SAFE_CSV', 'GZIP'],
] as const)(
  '%s %s: killed at random moments, resumed, byte for byte the same',
  async (format, compression) => {
    console.log(`SEED=${SEED}`)
    const next = moments(SEED)
    const spec = specOf(made.runsFolder, { format, compression, partRows: 2000, sort: 'RESOLUTION' })
    const folder = join(scratch, format)
    let seen = 0
    for (let kill = 0; kill < KILLS / 2; kill += 1) {
      await work(folder, spec, next() * 200)
      const { length } = finishedParts(folder)
      expect(length).toBeGreaterThanOrEqual(seen)
      seen = length
    }
    expect(await work(folder, spec, null)).toBe(true)
    expect((await verifyExport(folder, () => undefined)).differences).toEqual([])
    await exported(spec, ({ manifest }) => {
      expect(manifestIn(folder)).toEqual(manifest)
    })
  },
)

const manifestIn = (folder: string): ExportManifest =>
  JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as ExportManifest
