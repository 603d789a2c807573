import { findAemPackages, Problem, readAemPackage, type ReadCounts } from '@crosswalk/server'
import { PrincipalFlag } from '@crosswalk/core'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { REAL_DATA } from '../support/paths.js'
import { DIFFERENCES, DOCUMENTED, type Figure } from './aem-expected/figures.js'
import { textsOf } from './aem-expected/zip-texts.js'

const AEM = join(REAL_DATA, 'aem')
const present = existsSync(AEM)
if (!present) console.warn(`skipped: the real packages are not at ${AEM}`)

interface SetRead {
  figures: Record<Figure, number>
  packages: number
  rows: string[]
  pairs: Set<string>
  problems: string[]
}

const noFigures = (): Record<Figure, number> => ({
  ...{ users: 0, groups: 0, systemUsers: 0, memberships: 0, acls: 0, aclEntries: 0, denyEntries: 0 },
  ...{ cugPolicies: 0, principalPolicies: 0, principalEntries: 0, items: 0 },
  ...{ restrictedEntries: 0, disabledUsers: 0 },
})

const readSet = async (folder: string): Promise<SetRead> => {
  const set: SetRead = { figures: noFigures(), packages: 0, rows: [], pairs: new Set(), problems: [] }
  const keep = (row: unknown): void => void set.rows.push(JSON.stringify(row))
  for (const found of await findAemPackages(folder)) {
    set.packages++
    try {
      const counts: ReadCounts = await readAemPackage(
        { path: found.path, label: found.relative },
        {
          principal: (row) => {
            keep(row)
            set.pairs.add(`${row.id ?? ''} ${row.uuid ?? ''}`)
            if (row.flags & PrincipalFlag.DISABLED) set.figures.disabledUsers++
          },
          entry: (row) => {
            keep(row)
            if (row.policy === 'ACL' && row.restrictions !== null) set.figures.restrictedEntries++
          },
          ...{ membership: keep, item: keep, finding: keep },
        },
      )
      for (const key of Object.keys(counts) as (keyof ReadCounts)[]) set.figures[key] += counts[key]
    } catch (error) {
      set.problems.push(error instanceof Problem ? error.line : String(error))
    }
  }
  return set
}

const filesBelow = (folder: string): string[] =>
  (readdirSync(folder, { recursive: true }) as string[])
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())

/** Node types as the documentation counted them: over XML, and XML inside zips. */
const TYPES: Readonly<Partial<Record<Figure, string>>> = {
  ...{ users: 'User', groups: 'Group', systemUsers: 'SystemUser', acls: 'ACL', denyEntries: 'DenyACE' },
  ...{ cugPolicies: 'CugPolicy', principalPolicies: 'PrincipalPolicy', principalEntries: 'PrincipalEntry' },
}

describe.skipIf(!present)('the real packages', () => {
  const sets = new Map<string, SetRead>()
  beforeAll(async () => {
    for (const name of readdirSync(AEM)) sets.set(name, await readSet(join(AEM, name)))
  })

  it('are all read, each zip and each folder directly holding jcr_root', () => {
    for (const [name, set] of sets) expect(set.problems, name).toEqual([])
    const expected = filesBelow(AEM).filter((path) => path.endsWith('.zip')).length
    const roots = (readdirSync(AEM, { recursive: true }) as string[]).filter((path) =>
      /(?:^|\/)jcr_root$/.test(path),
    )
    const read = [...sets.values()].reduce((total, { packages }) => total + packages, 0)
    expect(read).toBe(expected + roots.length)
    expect(read).toBeGreaterThan(60)
  })

  it('have the documented figures, but for the differences explained', () => {
    expect([...sets.keys()].sort()).toEqual(Object.keys(DOCUMENTED).sort())
    const differences: unknown[] = []
    for (const [set, { figures }] of sets)
      for (const [figure, documented] of Object.entries(DOCUMENTED[set] ?? {}) as [Figure, number][])
        if (figures[figure] !== documented)
          differences.push({ set, figure, documented, found: figures[figure] })
    const byName = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)
    const explained = DIFFERENCES.map(({ set, figure, documented, found }) => ({
      set,
      figure,
      documented,
      found,
    }))
    expect(differences.sort(byName)).toEqual(explained.sort(byName))
  })

  it.each(DIFFERENCES.map((difference) => [`${difference.set} ${difference.figure}`, difference] as const))(
    'the difference of %s lies in the elements named',
    (_name, { set, elements }) => {
      for (const { file, element, count } of elements) {
        const files = filesBelow(join(AEM, set)).filter((path) =>
          file.startsWith('*') ? path.endsWith(file.slice(1)) : relative(join(AEM, set), path) === file,
        )
        const texts = files.flatMap((path) => [...textsOf(path)])
        const matches = texts.reduce((total, { text }) => total + [...text.matchAll(element)].length, 0)
        expect(matches, file).toBe(count)
      }
    },
  )

  it('have as many nodes of each type as a plain search of their text finds', () => {
    for (const [name, { figures }] of sets) {
      const texts = filesBelow(join(AEM, name)).flatMap((path) => [...textsOf(path)])
      const xml = texts.filter((file) => file.name.endsWith('.xml')).map(({ text }) => text)
      for (const [figure, type] of Object.entries(TYPES) as [Figure, string][]) {
        const pattern = new RegExp(`jcr:primaryType="(?:\\{Name\\})?rep:${type}"`, 'g')
        const found = xml.reduce((total, text) => total + [...text.matchAll(pattern)].length, 0)
        expect(figures[figure], `${name} ${figure}`).toBe(found)
      }
    }
  })

  it('never let a password through', () => {
    const rows = [...sets.values()].flatMap((set) => set.rows).join('\n')
    const texts = filesBelow(AEM).flatMap((path) => [...textsOf(path)])
    const secrets = new Set(
      texts.flatMap(({ text }) =>
        [...text.matchAll(/rep:password="\\?([^"]+)"/g)].map((match) => match[1] as string),
      ),
    )
    expect(secrets.size).toBeGreaterThan(3)
    for (const secret of secrets) {
      const hash = secret.slice(secret.indexOf('}') + 1)
      expect(hash.length).toBeGreaterThan(20)
      expect(rows.includes(hash)).toBe(false)
    }
    expect(rows).not.toContain('rep:password')
  })

  it('carry uuids that derive from ids, but for two test users whose files were renamed by hand', () => {
    const pairs = new Set([...sets.values()].flatMap((set) => [...set.pairs]))
    const uuidOf = (id: string): string => {
      const bytes = createHash('md5').update(id.toLowerCase()).digest()
      bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x30, 6)
      bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
      return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
    }
    const withUuid = [...pairs].map((pair) => pair.split(/ (?=[^ ]*$)/)).filter(([, uuid]) => uuid !== '')
    const renamed = withUuid.filter(([id, uuid]) => uuidOf(id ?? '') !== uuid).map(([id]) => id)
    expect(withUuid.length).toBe(59)
    expect(renamed.sort()).toEqual([
      'asd-share-commons-asd-index-definition-reader-service',
      'eventproxy-service2',
    ])
  })
})
