import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Finding } from '@crosswalk/core'
import { afterAll } from 'vitest'
import yazl from 'yazl'
import { readAemPackage, type AemPackageOptions } from '../../../src/inputs/aem/package.js'
import type { EntryRow, ItemRow, MembershipRow, PrincipalRow, ReadCounts } from '../../../src/inputs/rows.js'
import { Problem } from '../../../src/problem.js'

const NAMESPACES = [
  ...['jcr="http://www.jcp.org/jcr/1.0"', 'nt="http://www.jcp.org/jcr/nt/1.0"', 'rep="internal"'],
  ...['cq="http://www.day.com/jcr/cq/1.0"', 'sling="http://sling.apache.org/jcr/sling/1.0"'],
  'mix="http://www.jcp.org/jcr/mix/1.0"',
]
  .map((binding) => `xmlns:${binding}`)
  .join(' ')

/** A document view whose root has these attributes and children. */
export const docview = (attributes: string, children = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<jcr:root ${NAMESPACES}\n  ${attributes}>${children}</jcr:root>\n`

export type Files = Readonly<Record<string, string | Buffer>>

const folders: string[] = []
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

export const newFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'crosswalk-aem-'))
  folders.push(folder)
  return folder
}

export const exploded = async (files: Files): Promise<string> => {
  const root = await newFolder()
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true })
    await writeFile(join(root, name), content)
  }
  return root
}

export const zipBytes = async (files: Files): Promise<Buffer> => {
  const zip = new yazl.ZipFile()
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name)
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

export const zipped = async (files: Files): Promise<string> => {
  const path = join(await newFolder(), 'package.zip')
  await pipeline([await zipBytes(files)], createWriteStream(path))
  return path
}

export const written = async (name: string, content: string | Buffer): Promise<string> => {
  const path = join(await newFolder(), name)
  await writeFile(path, content)
  return path
}

export interface Collected {
  principals: PrincipalRow[]
  memberships: MembershipRow[]
  items: ItemRow[]
  entries: EntryRow[]
  findings: Omit<Finding, 'phase'>[]
  counts: ReadCounts
}

export const collect = async (
  path: string,
  options: AemPackageOptions = {},
  label = 'p',
): Promise<Collected> => {
  const rows: Omit<Collected, 'counts'> = {
    ...{ principals: [], memberships: [], items: [], entries: [], findings: [] },
  }
  const counts = await readAemPackage(
    { path, label },
    {
      principal: (row) => void rows.principals.push(row),
      membership: (row) => void rows.memberships.push(row),
      item: (row) => void rows.items.push(row),
      entry: (row) => void rows.entries.push(row),
      finding: (finding) => void rows.findings.push(finding),
    },
    options,
  )
  return { ...rows, counts }
}

/** Reads an exploded package of these files. */
export const read = async (files: Files): Promise<Collected> => collect(await exploded(files))

/** The problem that reading ends with; anything else fails the test. */
export const problemOf = async (path: string, options: AemPackageOptions = {}): Promise<Problem> => {
  const outcome = await collect(path, options).then(
    () => null,
    (error: unknown) => error,
  )
  if (outcome instanceof Problem) return outcome
  throw new Error('no Problem', { cause: outcome })
}

export const codes = (collected: Collected): string[] => collected.findings.map(({ code }) => code)
