import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadJob } from '../../../src/inputs/job/load-job.js'
import { Problem } from '../../../src/problem.js'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crosswalk-job-'))
  mkdirSync(join(folder, 'tree'))
  for (const name of ['a.zip', 's.csv', 'd.csv', 'cloud.zip', 'exceptions.csv', 'p.csv', 'paths.txt'])
    writeFileSync(join(folder, name), 'PK\u0003\u0004')
})
afterAll(() => rmSync(folder, { recursive: true }))

const put = (text: string | Uint8Array, name = 'job.yaml'): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const load = (text: string | Uint8Array) => loadJob(put(text))
const refused = async (text: string | Uint8Array): Promise<Problem> => {
  const problem: unknown = await load(text).catch((error: unknown) => error)
  expect(problem).toBeInstanceOf(Problem)
  expect((problem as Problem).exitCode).toBe(2)
  return problem as Problem
}

const MINIMAL = 'version: 1\nname: acme\nsource: { inputs: [ { format: aem-package, path: a.zip } ] }\n'
const FULL = `version: 1
name: acme-sites
source:      { platform: aem, instance: author, inputs: [ { format: aem-package, path: a.zip }, { format: directory-csv, path: s.csv } ] }
destination: { platform: ims, inputs: [ { format: directory-csv, path: d.csv } ] }
target:      { inputs: [ { format: aem-package, path: cloud.zip } ] }
exceptions:  [ { path: exceptions.csv } ]
mapping:     { preset: aem-author, on: true }
preservation: { permissions: true, owners: true }
selection:   { ruleset: aem-principals, include: [/content], exclude: [] }
migration:   { wipe: false, previous: latest }
limits:      { memory: 2GB, threads: 2 }
`

describe('a job file', () => {
  it('of the contract is read, its paths made absolute from the file', async () => {
    const at = (name: string): string => join(folder, name)
    expect(await load(FULL)).toMatchObject({
      version: 1,
      name: 'acme-sites',
      source: {
        platform: 'aem',
        instance: 'author',
        inputs: [
          { format: 'aem-package', path: at('a.zip') },
          { format: 'directory-csv', path: at('s.csv') },
        ],
      },
      destination: { platform: 'ims', inputs: [{ format: 'directory-csv', path: at('d.csv') }] },
      target: { inputs: [{ format: 'aem-package', path: at('cloud.zip') }] },
      exceptions: [{ path: at('exceptions.csv') }],
      mapping: { preset: 'aem-author', on: true },
      selection: { ruleset: 'aem-principals', include: ['/content'], exclude: [] },
      migration: { wipe: false, previous: 'latest', transferred: null },
      limits: { memory: '2GB', threads: 2 },
    })
  })

  it('has every default explicit', async () => {
    expect(await load(MINIMAL)).toMatchObject({
      destination: null,
      target: null,
      exceptions: [],
      mapping: { preset: 'aem-author' },
      preservation: { permissions: true, owners: true },
      selection: { ruleset: 'aem-principals' },
      migration: { wipe: false, previous: 'latest', transferred: null },
      limits: { memory: '2GB', threads: null },
    })
  })

  it.each([
    ['aem', 'author', 'aem-author'],
    ['aem', 'publish', 'aem-publish'],
    ['box', 'author', 'dryviq'],
  ])('of %s %s has the preset %s', async (platform, instance, preset) => {
    const source = `platform: ${platform}, instance: ${instance}, inputs`
    expect(await load(MINIMAL.replace('inputs', source))).toMatchObject({ mapping: { preset } })
  })

  it('takes a job with transferred paths and a named previous run', async () => {
    const previous = `run_${'0'.repeat(26)}`
    const job = await load(`${MINIMAL}migration: { previous: ${previous}, transferred: paths.txt }\n`)
    expect(job.migration).toEqual({ wipe: false, previous, transferred: join(folder, 'paths.txt') })
  })
})

describe('a faulty job file', () => {
  it('is refused with every fault, each with its line and cure', async () => {
    const problem = await refused(`version: 2
name: ''
source:
  platfrom: aem
  instance: autor
  inputs:
    - format: aem-package
      pth: a.zip
    - { format: aem-pakage, path: a.zip }
nonsense: 1
preservation: { owners: perhaps }
selection: { include: [content], ruleset: none }
migration: { previous: yesterday }
limits: { memory: lots, threads: 65 }
`)
    expect(problem.code).toBe('JOB_INVALID')
    expect(problem.where.file).toBe(join(folder, 'job.yaml'))
    for (const fault of [
      /line 1: version/,
      /line 2: name/,
      /line 4: source\.platfrom is not known; did you mean platform\?/,
      /line 5: source\.instance is "autor", not one of author, publish; did you mean author\?/,
      /line 8: source\.inputs\[\d\]\.pth is not known; did you mean path\?/,
      /line 7: source\.inputs\[\d\]\.path is missing/,
      /line 9: source\.inputs\[\d\]\.format .*aem-package/,
      /line 10: nonsense is not known; the keys here are/,
      /line 11: preservation\.owners is "perhaps"; give true or false/,
      /line 12: selection\.include/,
      /line 12: selection\.ruleset .*aem-principals/,
      /line 13: migration\.previous must be latest, none or the id of a run/,
      /line 14: limits\.memory is no amount of memory; write it like 2GB/,
      /line 14: limits\.threads is 65; give at most 64/,
    ])
      expect(problem.message).toMatch(fault)
  })

  it.each([
    ['a list', '- 1\n- 2\n', /line 1: the job/],
    [
      'a bad mapping override',
      `${MINIMAL}mapping:\n  preset: aem-author\n  ambiguty: stop\n`,
      /line 6: mapping\.ambiguty/,
    ],
    ['broken YAML', `${MINIMAL}limits: { memory: 2GB\n`, /line \d+: /],
    ['a key twice', `${MINIMAL}name: again\n`, /line 4: .*unique/],
    ['an alias bomb', `a: &a [1,1]\nb: &b [*a,*a]\nc: &c [*b,*b]\n${MINIMAL}`, /alias/i],
    ['two documents', `${MINIMAL}---\n${MINIMAL}`, /document/],
    ['nothing but a comment', '# soon\n', /source is missing/],
    ['no UTF-8', Buffer.from([...Buffer.from(MINIMAL), 0x23, 0xff, 0xfe]), /UTF-8/],
  ])('is refused: %s', async (_, text, message) => {
    const problem = await refused(text)
    expect(problem.code).toBe('JOB_INVALID')
    expect(problem.message).toMatch(message)
  })

  it('names missing inputs with their lines', async () => {
    const problem = await refused(FULL.replace('d.csv', 'gone.csv').replace('cloud.zip', 'gone.zip'))
    expect(problem.code).toBe('INPUT_MISSING')
    expect(problem.where.line).toBe(4)
    expect(problem.message).toContain('gone.csv')
  })

  it('refuses a folder where one file is needed, and takes one for packages', async () => {
    const problem = await refused(FULL.replace('path: d.csv', 'path: tree'))
    expect([problem.code, problem.where.line]).toEqual(['INPUT_IS_DIRECTORY', 4])
    expect(await load(FULL.replace('cloud.zip', 'tree'))).toMatchObject({
      target: { inputs: [{ format: 'aem-package' }] },
    })
  })

  it('takes a live directory in the place of inputs, never beside them', async () => {
    const live = await load(`${MINIMAL}destination: { platform: ims, directory: company }\n`)
    expect(live.destination).toEqual({ platform: 'ims', inputs: [], directory: 'company' })
    const both = await refused(
      `${MINIMAL}destination: { directory: company, inputs: [ { format: directory-csv, path: d.csv } ] }\n`,
    )
    expect(both.message).toMatch(/line 4: destination .*either inputs or a directory/)
  })
})

describe('a bare path', () => {
  it.each(['a.zip', 'tree'])('is a job with defaults, named by its whole path: %s', async (path) => {
    expect(await loadJob(join(folder, path), 3)).toMatchObject({
      name: join(folder, path),
      source: {
        platform: 'aem',
        instance: 'author',
        inputs: [{ format: 'aem-package', path: join(folder, path) }],
      },
      mapping: { preset: 'aem-author' },
      selection: { ruleset: 'aem-principals' },
      limits: { threads: 3 },
    })
  })

  it('is another job in another folder, whatever the name there, and its end names it where it is long', async () => {
    const paths = ['one', 'two', 'd'.repeat(240)].map((name) => join(folder, 'same', name, 'content'))
    for (const path of paths) mkdirSync(path, { recursive: true })
    const names = await Promise.all(paths.map(async (path) => (await loadJob(path)).name))
    expect(new Set(names).size).toBe(3)
    expect(names[2]).toMatch(/^d{192}\/content$/)
  })

  it('is refused where nothing is there, or no package is', async () => {
    await expect(loadJob(join(folder, 'none.yaml'))).rejects.toMatchObject({ code: 'INPUT_MISSING' })
    await expect(loadJob(join(folder, 'none'))).rejects.toMatchObject({ code: 'INPUT_MISSING' })
    await expect(loadJob(put('plain text', 'notes.txt'))).rejects.toMatchObject({
      code: 'INPUT_FORMAT_UNKNOWN',
    })
    mkdirSync(join(folder, 'folder.yaml'))
    await expect(loadJob(join(folder, 'folder.yaml'))).rejects.toMatchObject({ code: 'INPUT_IS_DIRECTORY' })
    await expect(load('')).rejects.toMatchObject({ code: 'INPUT_EMPTY' })
  })
})
