import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseFilter } from '@crosswalk/core'
import { createWarehouse, readManifest, type OutcomeRow } from '@crosswalk/server'
import { crosswalk } from '../support/cli.js'
import { REAL_DATA, temporaryFolder } from '../support/paths.js'
import { expectRowsKept } from '../support/row-counts.js'
import { runInProcess } from '../support/run-in-process.js'
import { DIFFERENCES, DOCUMENTED } from './aem-expected/figures.js'
import { EXPECTED } from './principal-expected/index.js'
import type { ExpectedPackage, ExpectedSet } from './principal-expected/row.js'
import { shown, wanted, type ReportLine } from './principal-expected/shown.js'

const AEM = join(REAL_DATA, 'aem')
const present = existsSync(AEM)
if (!present) console.warn(`skipped: the real packages are not at ${AEM}`)

const pathOf = (set: string, one: ExpectedPackage): string => join(AEM, set, one.package)
const EVERYTHING = parseFilter('outcomes', []).filter!
const folders = mkdtempSync(join(tmpdir(), 'crosswalk-principals-'))

/** A row by the names that the commands give its columns. */
const lineOf = (row: OutcomeRow): ReportLine => ({
  ...{ kind: row.kind, principal_name: row.principalName ?? '', path: row.path, outcome: row.outcome },
  ...{ relation: row.relation, reason: row.reason, flags: row.flags },
  ...{ trigger_policy: row.triggerPolicy, trigger_path: row.triggerPath },
  ...{ trigger_principal: row.triggerPrincipal, trigger_count: row.triggerCount },
})

/** The report of each run, read as the commands and the server read it. */
const readReports = async (data: string, runs: readonly string[]): Promise<ReportLine[][]> => {
  const warehouse = await createWarehouse({
    runsFolder: join(data, 'runs'),
    threads: 1,
    memoryLimit: '256MB',
  })
  try {
    const reports: ReportLine[][] = []
    for (const run of runs) {
      const lines: ReportLine[] = []
      for await (const rows of warehouse.stream('outcomes', run, EVERYTHING)) lines.push(...rows.map(lineOf))
      reports.push(lines)
    }
    return reports
  } finally {
    warehouse.close()
  }
}

/** The reports of a set by package, each of a run of its own. */
const reportsOf = async ({ set, packages }: ExpectedSet): Promise<Map<string, ReportLine[]>> => {
  const data = join(folders, set)
  const runs = packages.map((_, place) => `run_${ulidAt(place)}`)
  for (const [place, run] of runs.entries()) {
    await runInProcess(pathOf(set, packages[place] as ExpectedPackage), data, run)
    expectRowsKept(join(data, 'runs', run))
  }
  const reports = await readReports(data, runs)
  return new Map(packages.map((one, place) => [one.package, reports[place] as ReportLine[]]))
}

/** Packages of one set that are folders of one name, with principals to report. */
const namesakes = (): { set: string; packages: readonly ExpectedPackage[] } => {
  const groups = EXPECTED.flatMap(({ set, packages }) => {
    const told = packages.filter(({ rows }) => rows.length > 0)
    const names = new Set(told.map((one) => basename(one.package)))
    return [...names].map((name) => ({
      set,
      packages: told.filter((one) => basename(one.package) === name),
    }))
  })
  const [most] = groups.sort((a, b) => b.packages.length - a.packages.length)
  return { set: most?.set ?? '', packages: most?.packages.slice(0, AT_MOST) ?? [] }
}

/** Runs by the command, each in processes of its own. */
const AT_MOST = 5

const ulidAt = (place: number): string => String(place).padStart(26, '0')

const manifestsOf = (set: string) => {
  const runs = join(folders, set, 'runs')
  return readdirSync(runs).map((run) => readManifest(join(runs, run)))
}

/** The documented figures that a run counts, with the differences explained in `figures.ts`. */
const documentedCounts = (set: string): Record<string, number> => {
  const figures: Record<string, number> = { ...DOCUMENTED[set] }
  for (const difference of DIFFERENCES)
    if (difference.set === set) figures[difference.figure] = difference.found
  const { restrictedEntries: _restricted, disabledUsers: _disabled, ...counted } = figures
  return counted
}

describe.skipIf(!present)('the principal migration report of the real packages', () => {
  afterAll(() => rmSync(folders, { recursive: true, force: true }))

  it('is expected for every zip and every folder directly holding jcr_root', () => {
    const names = readdirSync(AEM, { recursive: true, withFileTypes: true })
    const found = names.flatMap((entry) => {
      if (entry.isFile() && entry.name.endsWith('.zip')) return [join(entry.parentPath, entry.name)]
      return entry.name === 'jcr_root' && entry.isDirectory() ? [entry.parentPath] : []
    })
    const expected = EXPECTED.flatMap(({ set, packages }) => packages.map((one) => pathOf(set, one)))
    expect(expected.map((path) => relative(AEM, path)).sort()).toEqual(
      found.map((path) => relative(AEM, path)).sort(),
    )
  })

  it('is each package’s own, though the packages of one command are folders of one name: none is a top-up of another', async () => {
    const { set, packages } = namesakes()
    expect(packages.length).toBeGreaterThan(1)
    const data = temporaryFolder()
    const result = await crosswalk(
      'run',
      ...packages.map((one) => pathOf(set, one)),
      '--data',
      data,
      '--json',
    )
    expect(result.exitCode, result.stderr).toBe(0)
    const runs = result.json<{ run: string }>().map(({ run }) => run)
    expect(new Set(runs).size).toBe(packages.length)
    const reports = await readReports(data, runs)
    for (const [place, { rows }] of packages.entries()) {
      const lines = reports[place] as ReportLine[]
      expect(lines.map((line, at) => shown(line, rows[at]))).toEqual(rows.map(wanted))
    }
  })

  describe.each(EXPECTED)('of $set', ({ set, packages }) => {
    let reports: Awaited<ReturnType<typeof reportsOf>>
    beforeAll(async () => void (reports = await reportsOf({ set, packages })), 600_000)

    it.each(packages.map((one) => [one.package, one] as const))('%s', (name, one) => {
      const lines = reports.get(name) as ReportLine[]
      expect(lines.map((line, place) => shown(line, one.rows[place]))).toEqual(one.rows.map(wanted))
    })

    it('counts what is documented, over all its packages', () => {
      const sums: Record<string, number> = {}
      for (const { counts } of manifestsOf(set))
        for (const [figure, count] of Object.entries<number>({ ...counts }))
          sums[figure] = (sums[figure] ?? 0) + count
      expect(sums).toMatchObject(documentedCounts(set))
    })

    it('has as many rows as principals went in', () => {
      for (const { tables } of manifestsOf(set)) {
        const rows = Object.fromEntries(tables.map((table) => [table.name, table.rows]))
        expect(rows['mappings']).toBe(rows['source_principals'])
        expect(rows['outcomes']).toBe((rows['source_principals'] ?? 0) + (rows['unknown_principals'] ?? 0))
      }
    })
  })
})
