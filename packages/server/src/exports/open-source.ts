import { everything, filteredReport, sortedCopy } from '@crosswalk/core'
import type { Filter, RunTable } from '@crosswalk/core'
import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { LocalExplainer } from '../explain/local-explainer.js'
import { literal, openDuck } from '../warehouse/duck.js'
import type { Duck } from '../warehouse/duck.js'
import { whoseGrants, writeAffected } from '../warehouse/export/affected.js'
import { writeGrants } from '../warehouse/export/grants.js'
import type { Source, SourceRun } from '../warehouse/export/legs.js'
import { writeMerged } from '../warehouse/export/merged.js'
import { RunTables } from '../warehouse/run-tables.js'
import type { OpenRun } from '../warehouse/run-tables.js'
import { Scope } from '../warehouse/scope.js'
import type { ExportSpec } from './spec.js'

export type SourceSpec = Pick<
  ExportSpec,
  'report' | 'clauses' | 'affectedBy' | 'sort' | 'runs' | 'runsFolder' | 'format' | 'memory' | 'threads'
>

/** A Parquet file has other bytes with one thread than with more: the engine then writes it in another way. */
const threadsFor = ({ format, threads }: SourceSpec): number =>
  format === 'PARQUET' ? Math.max(2, threads) : threads

const openRuns = async ({ runsFolder, runs }: SourceSpec): Promise<OpenRun[]> => {
  const tables = new RunTables(runsFolder)
  const opened: OpenRun[] = []
  for (const { id } of runs) opened.push((await tables.pin(id)).run)
  return opened
}

/** An engine that can read the runs of an export, and write below `scratch` only; it spills to `spill` there. */
export const openEngine = (spec: SourceSpec, scratch: string, spill: string): Promise<Duck> =>
  openDuck({
    threads: threadsFor(spec),
    memoryLimit: spec.memory,
    tempDirectory: join(scratch, spill),
    connections: 2,
    readsOnce: true,
    disabledOptimizers: ['in_clause'],
    lockdown: {
      allowedDirectories: [...spec.runs.map(({ id }) => join(spec.runsFolder, id)), scratch],
    },
  })

/** The rows of an export, and an engine over them. */
export const openSource = async (
  spec: SourceSpec,
  scratch: string,
  signal?: AbortSignal,
): Promise<{ duck: Duck; source: Source }> => {
  const opened = await openRuns(spec)
  const duck = await openEngine(spec, scratch, 'scratch-spill')
  try {
    return { duck, source: await sourceOf(spec, opened, duck, scratch, signal) }
  } catch (error) {
    duck.close()
    throw error
  }
}

const sourceOf = async (
  spec: SourceSpec,
  opened: readonly OpenRun[],
  duck: Duck,
  scratch: string,
  signal: AbortSignal | undefined,
): Promise<Source> => {
  const { report, sort, clauses, affectedBy, runs: names } = spec
  const filter: Filter = { report: filteredReport(report), clauses }
  const scope = new Scope(opened)
  const copy = sortedCopy(filter.report, sort)
  const options = { name: 'stage export', ...(signal ? { signal } : {}) }
  if (report === 'item_grants' || affectedBy !== undefined) {
    const write = report === 'item_grants' ? writeGrants : writeAffected
    const runs: SourceRun[] = []
    for (const [place, { folder }] of opened.entries()) {
      const path = join(scratch, `scratch-items-${place}.parquet`)
      const table = (name: RunTable) => scope.table(name, place)
      const relation = await staged(path, async (to) => {
        const whose = await whoseGrants(new LocalExplainer(), folder, affectedBy)
        await write(duck, options, table, filter, whose, to)
      })
      runs.push({ names, place, relation })
    }
    const numbered = report === 'item_grants' ? 'row_id' : 'place'
    return { report, sort, numbered, filter: everything('items'), runs }
  }
  if (copy !== null && names.length > 1) {
    const path = join(scratch, 'scratch-merged.parquet')
    const relation = await staged(path, (to) => writeMerged(duck, options, scope, copy, filter, to))
    const runs = [{ names, place: null, relation }]
    return { report, sort, numbered: 'place', filter: everything(filter.report), runs }
  }
  const table = copy?.table ?? filter.report
  const runs = names.map((_, place) => ({ names, place, relation: scope.table(table, place) }))
  return { report, sort, numbered: copy === null ? 'row_id' : 'place', filter, runs }
}

/** Writes a table that parts are scanned from, whole or not at all. */
const staged = async (path: string, write: (to: string) => Promise<void>): Promise<string> => {
  if (!existsSync(path)) {
    await write(`${path}.tmp`)
    renameSync(`${path}.tmp`, path)
  }
  return `read_parquet(${literal(path)})`
}
