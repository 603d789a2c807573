import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { buffer } from 'node:stream/consumers'
import { crosswalk } from '../support/cli.js'
import { temporaryFolder } from '../support/paths.js'

const zip = async (entries: Record<string, string>): Promise<Buffer> => {
  const file = new ZipFile()
  for (const [name, content] of Object.entries(entries)) file.addBuffer(Buffer.from(content), name)
  file.end()
  return buffer(file.outputStream)
}
const page = (attributes: string, before = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>${before}<jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" ${attributes}/>`
const CONTENT = 'jcr_root/content/a/.content.xml'

/** yazl refuses unsafe names, so the name is put in afterwards; it has the same length. */
const unsafeZip = async (): Promise<Buffer> => {
  const bytes = await zip({ 'jcr_root/content/a/x.txt': 'x', 'xxxxxxxxxxxxxx.txt': 'x' })
  return Buffer.from(
    bytes.toString('latin1').replaceAll('xxxxxxxxxxxxxx.txt', '../../../etc/x.txt'),
    'latin1',
  )
}

const job = (source: string): string =>
  `version: 1\nname: broken\nsource:\n  platform: box\n  inputs: [ ${source} ]\n`

interface Case {
  name: string
  code: string
  /** Writes the input and gives the argument of `crosswalk run`. */
  make: (folder: string) => Promise<string> | string
  says?: RegExp
}

const file = (folder: string, name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

const CASES: Case[] = [
  {
    name: 'a truncated zip',
    code: 'ARCHIVE_BROKEN',
    make: async (folder) => file(folder, 'a.zip', (await zip({ [CONTENT]: page('a="b"') })).subarray(0, 90)),
  },
  {
    name: 'an entity bomb',
    code: 'XML_UNSAFE',
    make: async (folder) =>
      file(
        folder,
        'a.zip',
        await zip({
          [CONTENT]: page(
            'a="&c;"',
            '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
          ),
        }),
      ),
    says: /\.content\.xml/,
  },
  {
    name: 'an entry above the root',
    code: 'ARCHIVE_UNSAFE',
    make: async (folder) => file(folder, 'a.zip', await unsafeZip()),
  },
  {
    name: 'bad XML',
    code: 'XML_BROKEN',
    make: async (folder) => file(folder, 'a.zip', await zip({ [CONTENT]: `${page('a="b"')}\n<open>` })),
    says: /\.content\.xml:\d+/,
  },
  {
    name: 'wrong headers',
    code: 'CSV_HEADER',
    make(folder) {
      file(folder, 'people.csv', 'colour,size\nred,1\n')
      return file(folder, 'job.yaml', job('{ format: directory-csv, path: people.csv }'))
    },
    says: /people\.csv:1: .*colour/,
  },
  { name: 'an empty file', code: 'INPUT_EMPTY', make: (folder) => file(folder, 'a.zip', '') },
  {
    name: 'an empty directory file',
    code: 'INPUT_EMPTY',
    make(folder) {
      file(folder, 'people.csv', '')
      return file(folder, 'job.yaml', job('{ format: directory-csv, path: people.csv }'))
    },
    says: /job\.yaml:5/,
  },
  {
    name: 'a folder instead of a file',
    code: 'INPUT_IS_DIRECTORY',
    make(folder) {
      mkdirSync(join(folder, 'people.csv'))
      return file(folder, 'job.yaml', job('{ format: directory-csv, path: people.csv }'))
    },
    says: /job\.yaml:5/,
  },
  { name: 'a missing input', code: 'INPUT_MISSING', make: (folder) => join(folder, 'nothing.zip') },
  {
    name: 'a job that names a missing input',
    code: 'INPUT_MISSING',
    make: (folder) => file(folder, 'job.yaml', job('{ format: aem-package, path: nothing.zip }')),
    says: /job\.yaml:5/,
  },
  {
    name: 'a job with faults',
    code: 'JOB_INVALID',
    make: (folder) => file(folder, 'job.yaml', 'version: 2\nsource:\n  platfrom: aem\n  inputs: []\n'),
    says: /line 1: .*line 3: .*platform/s,
  },
  {
    name: 'a job that is no YAML',
    code: 'JOB_INVALID',
    make: (folder) => file(folder, 'job.yaml', 'a: [1,\nb: }'),
  },
  { name: 'a text file', code: 'INPUT_FORMAT_UNKNOWN', make: (folder) => file(folder, 'notes.txt', 'hello') },
]

const namesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : [])

describe('a broken input gives one clear message, exit code 2, no stack trace and nothing but the log of its run', () => {
  test.each(CASES)('$name: $code', async ({ make, code, says }) => {
    const folder = temporaryFolder()
    const data = join(folder, 'data')
    const input = await make(folder)
    const { exitCode, stdout, stderr } = await crosswalk('run', input, '--data', data)
    const messages = stderr.split('\n').filter((line) => line.includes('('))
    expect(stderr).toContain(`(${code})`)
    if (says) expect(stderr).toMatch(says)
    expect(messages, stderr).toHaveLength(1)
    expect(stderr).not.toMatch(/\n\s+at |node:internal/)
    expect(stdout).toBe('')
    expect(exitCode).toBe(2)
    expect(namesIn(join(data, 'runs'))).toEqual([])
    const left = namesIn(join(data, 'work')).flatMap((run) => namesIn(join(data, 'work', run)))
    expect(left.filter((name) => name !== 'log.ndjson')).toEqual([])
  })
})
