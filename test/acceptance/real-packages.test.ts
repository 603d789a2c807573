import { findAemPackages, type ReadCounts } from '@crosswalk/server'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { crosswalk } from '../support/cli.js'
import { REAL_DATA, temporaryFolder } from '../support/paths.js'
import { DIFFERENCES, DOCUMENTED } from './aem-expected/figures.js'

const AEM = join(REAL_DATA, 'aem')
const present = existsSync(AEM)
if (!present) console.warn(`skipped: the real packages are not at ${AEM}`)

interface Manifest {
  counts: ReadCounts
  tables: { name: string; rows: number }[]
}
interface RunLine {
  run: string
  state: string
}

/** The documented figures that a run counts, less the differences explained in `figures.ts`. */
const expected = (set: string): Partial<ReadCounts> => {
  const figures: Record<string, number> = { ...DOCUMENTED[set] }
  for (const difference of DIFFERENCES)
    if (difference.set === set) figures[difference.figure] = difference.found
  const { restrictedEntries: _restricted, disabledUsers: _disabled, ...counted } = figures
  return counted
}

describe.skipIf(!present)('crosswalk run over the real packages, each as its own run', () => {
  test.each(present ? readdirSync(AEM) : [])(
    '%s: all finish, and their counts are those documented',
    async (set) => {
      const data = temporaryFolder()
      const packages = await findAemPackages(join(AEM, set))
      const result = await crosswalk('run', ...packages.map(({ path }) => path), '--data', data, '--json')
      expect(result.exitCode, result.stderr).toBe(0)
      const runs = result.json<RunLine>()
      expect(runs.map(({ state }) => state)).toEqual(packages.map(() => 'FINISHED'))
      const sums: Record<string, number> = {}
      for (const { run } of runs) {
        const manifest = JSON.parse(
          readFileSync(join(data, 'runs', run, 'manifest.json'), 'utf8'),
        ) as Manifest
        for (const [figure, count] of Object.entries<number>({ ...manifest.counts }))
          sums[figure] = (sums[figure] ?? 0) + count
        const rows = Object.fromEntries(manifest.tables.map((table) => [table.name, table.rows]))
        expect(rows['mappings']).toBe(rows['source_principals'])
        expect(rows['outcomes']).toBe((rows['source_principals'] ?? 0) + (rows['unknown_principals'] ?? 0))
      }
      expect(sums).toMatchObject(expected(set))
    },
  )
})
