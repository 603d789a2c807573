import {
  FINDINGS,
  MAPPING_REASONS,
  MappingFlag,
  OUTCOME_REASONS,
  OutcomeFlag,
  OUTCOMES,
  RELATIONS,
  RESOLUTIONS,
  UNIQUE_FIELDS,
} from '@crosswalk/core'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateSamples } from '../../tools/samples/generate-samples.js'
import { SAMPLES, copySamples, sampleJob, sampleRun } from '../support/samples.js'

const cli = path.resolve(import.meta.dirname, '../../packages/server/bundle/main.js')
/** Met only where a live directory is asked: test/api/live-directory.test.ts and the server's tests have an occurrence of each. */
const LIVE = ['DIRECTORY_NOT_CONFIGURED', 'DIRECTORY_TOTAL_DIFFERS', 'LOOKUP_REFUSED']
type Row = Readonly<Record<string, unknown>>
const REPORTS = ['mappings', 'principals', 'findings'] as const
type Report = (typeof REPORTS)[number]

let folder: string
const samples = path.resolve(sampleJob('author'), '../..')
/** All rows of all sample runs, and those of each job by its folder's name. */
const all: Record<Report, Row[]> = { mappings: [], principals: [], findings: [] }
const of: Record<string, Record<Report, Row[]>> = {}

const crosswalk = async (...args: string[]): Promise<Row[]> => {
  const { stdout } = await promisify(execFile)(process.execPath, [cli, ...args], { maxBuffer: 1 << 28 })
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row)
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'crosswalk-samples-'))
  const data = path.join(folder, 'data')
  copySamples(data)
  for (const name of SAMPLES) {
    const reports: Record<Report, Row[]> = { mappings: [], principals: [], findings: [] }
    for (const report of REPORTS) {
      const rows = await crosswalk('report', report, sampleRun(name), '--json', '--data', data)
      reports[report] = rows
      all[report].push(...rows)
    }
    of[name] = reports
  }
}, 300_000)

afterAll(() => rm(folder, { recursive: true, force: true }))

const seen = (report: Report, column: string): Set<unknown> =>
  new Set(all[report].flatMap((row) => row[column]).filter((value) => value !== null))

/** Values are compared without regard to case: reports may print enum values as the product's CSV does. */
const missing = (known: readonly string[], found: Set<unknown>): string[] => {
  const folded = new Set([...found].map((value) => String(value).toUpperCase()))
  return known.filter((value) => !folded.has(value.toUpperCase()))
}

describe('the sample jobs show everything the product knows', () => {
  it.each([
    ['resolution', RESOLUTIONS, 'mappings', 'resolution'],
    ['mapping reason', Object.keys(MAPPING_REASONS), 'mappings', 'reason'],
    ['mapping flag', Object.keys(MappingFlag), 'mappings', 'flags'],
    ['outcome', OUTCOMES, 'principals', 'outcome'],
    ['relation', RELATIONS, 'principals', 'relation'],
    ['outcome reason', Object.keys(OUTCOME_REASONS), 'principals', 'reason'],
    ['outcome flag', Object.keys(OutcomeFlag), 'principals', 'flags'],
    ['trigger policy', ['ACL', 'CUG'], 'principals', 'trigger_policy'],
    ['finding', Object.keys(FINDINGS).filter((code) => !LIVE.includes(code)), 'findings', 'code'],
  ] as const)('every %s', (_what, known, report, column) => {
    expect(missing(known, seen(report, column))).toEqual([])
  })

  it('every unique field in a conflict', () => {
    const conflicts = all.principals.flatMap((row) => row['conflicts'] as { field: string }[])
    expect(missing(UNIQUE_FIELDS, new Set(conflicts.map(({ field }) => field)))).toEqual([])
  })

  it('every combination of mapped and migrated', () => {
    const pairs = all.principals.map(({ flags, outcome }) => {
      const mapped = (flags as string[] | null)?.includes('MAPPED') ?? false
      return `${mapped ? 'mapped' : 'unmapped'} ${String(outcome)}`
    })
    expect(
      missing(
        ['mapped MIGRATED', 'mapped NOT_MIGRATED', 'unmapped MIGRATED', 'unmapped NOT_MIGRATED'],
        new Set(pairs),
      ),
    ).toEqual([])
  })
})

describe('the sample jobs tell their stories', () => {
  const outcomeOf = (job: string, id: string): Row | undefined =>
    of[job]?.principals.find((row) => row['id'] === id)

  it('a top-up leaves new members of a migrated group behind, unless other new content selects them', () => {
    expect(outcomeOf('author-top-up', 'fjordwood-no-authors')).toMatchObject({ reason: 'NOT_REMIGRATED' })
    expect(outcomeOf('author-top-up', 'eirik.vik')).toMatchObject({ outcome: 'NOT_MIGRATED' })
    expect(outcomeOf('author-top-up', 'lotte.holm')).toMatchObject({
      outcome: 'MIGRATED',
      trigger_path: '/content/fjordwood/no/campaign-2026',
      trigger_policy: 'ACL',
    })
  })

  it('a disabled user is migrated like any other', () => {
    const disabled = of['author']?.principals.filter(
      ({ flags, outcome }) => (flags as string[]).includes('DISABLED') && outcome === 'MIGRATED',
    )
    expect(disabled?.length).toBeGreaterThan(0)
  })

  it('a publish source is not mapped', () => {
    expect(
      new Set(of['publish']?.mappings.map(({ resolution }) => String(resolution).toUpperCase())),
    ).toEqual(new Set(['UNRESOLVED']))
  })
})

describe('the generator', () => {
  const hashOf = async (root: string): Promise<string> => {
    const hash = createHash('sha256')
    const entries = await readdir(root, { recursive: true, withFileTypes: true })
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
    for (const file of files.sort()) hash.update(path.relative(root, file)).update(await readFile(file))
    return hash.digest('hex')
  }

  it('writes the same bytes every time', async () => {
    const again = path.join(folder, 'again')
    await generateSamples(again)
    expect(await hashOf(again)).toBe(await hashOf(samples))
  })

  it('lists the jobs in the order they run', async () => {
    const list: unknown = JSON.parse(await readFile(path.join(samples, 'jobs.json'), 'utf8'))
    expect(list).toEqual({
      jobs: [
        'author/job.yaml',
        'author-top-up/job.yaml',
        'publish/job.yaml',
        'share/job.yaml',
        'intranet/job.yaml',
      ],
    })
  })
})
