import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExportManifest } from '@crosswalk/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { finishedParts } from '../../src/exports/export-folder.js'
import { verifyExport } from '../../src/exports/verify-export.js'
import { makeLargeRun } from '../warehouse/large-run.js'
import { exported, specOf } from './support.js'
import { work } from './worker.js'

const KILLS = process.env['CROSSWALK_TEST'] === 'full' ? 50 : 10
const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000)

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

test.each([
  ['CSV', 'NONE', 2],
  ['SAFE_CSV', 'GZIP', 4],
] as const)(
  '%s %s at %i threads: killed at random moments, resumed, byte for byte the same',
  async (format, compression, threads) => {
    console.log(`SEED=${SEED}`)
    const next = moments(SEED)
    const shape = { format, compression, threads, sort: 'RESOLUTION' } as const
    const spec = specOf(made.runsFolder, { ...shape, partRows: 2000 })
    const folder = join(scratch, format)
    let seen = 0
    for (let kill = 0; kill < KILLS / 2; kill += 1) {
      await work(folder, spec, next() * 200)
      const { length } = finishedParts(folder)
      expect(length).toBeGreaterThanOrEqual(seen)
      seen = length
    }
    expect(await work(folder, spec)).toMatchObject({ type: 'done' })
    expect((await verifyExport(folder, () => undefined)).differences).toEqual([])
    await exported(spec, ({ manifest }) => {
      expect(manifestIn(folder)).toEqual(manifest)
    })
  },
)

const manifestIn = (folder: string): ExportManifest =>
  JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as ExportManifest
