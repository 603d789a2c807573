import { usualColumns } from '@crosswalk/core'
import type { Filter } from '@crosswalk/core'
import { lstat, open, rename, rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { literal, openDuck } from './duck.js'
import type { DuckOptions } from './duck.js'
import { CSV_OPTIONS } from './export/copy.js'
import { selectList } from './export/select.js'
import { Parameters, compileFilter } from './filter-sql.js'
import type { OpenRun } from './run-tables.js'
import { Scope } from './scope.js'

export interface CsvRequest {
  /** Of any report. */
  filter: Filter
  jobName: string
  /** Spreadsheet-safe cells, or cells as they are. */
  safe: boolean
  /** A file (written aside, then renamed); or a FIFO, a device or a link, which is written through. */
  toPath: string
  signal?: AbortSignal
}

/** The statement's query: scan, filter and projection only, so that rows keep their order at any number of threads. */
export const csvQuery = (
  run: OpenRun,
  { filter, jobName, safe }: CsvRequest,
  parameters: Parameters,
): string => {
  const { report } = filter
  const list = selectList(report, usualColumns(report, false), [{ id: run.id, jobName }], safe, parameters)
  return `SELECT ${list} FROM ${new Scope([run]).table(report)} WHERE ${compileFilter(filter, parameters)}`
}

/** Links, FIFOs and devices are written through, never replaced: `/dev/stdout` is a link, to a file at times. */
const isSpecial = async (path: string): Promise<boolean> => {
  const found = await lstat(path).catch(() => null)
  return found !== null && !found.isFile()
}

const putInPlace = async (written: string, path: string): Promise<void> => {
  const file = await open(written, 'r+')
  await file.sync()
  await file.close()
  await rename(written, path)
}

/**
 * Writes one CSV file (RFC 4180, UTF-8 without BOM, header row) by DuckDB's COPY: the same bytes for any number
 * of threads. Returns the number of data rows.
 */
export const copyCsv = async (
  run: OpenRun,
  request: CsvRequest,
  limits: Pick<DuckOptions, 'threads' | 'memoryLimit' | 'tempDirectory'>,
): Promise<number> => {
  const path = resolve(request.toPath)
  const direct = await isSpecial(path)
  const written = direct ? path : `${path}.${process.pid}.tmp`
  const duck = await openDuck({
    ...limits,
    connections: 1,
    disabledOptimizers: ['in_clause'],
    lockdown: { allowedDirectories: [run.folder, dirname(path)] },
  })
  try {
    const parameters = new Parameters()
    const query = csvQuery(run, request, parameters)
    const [copied] = await duck.rows<{ Count: number }>(
      { name: 'copy csv', ...(request.signal ? { signal: request.signal } : {}) },
      `COPY (${query}) TO ${literal(written)} (${CSV_OPTIONS}, USE_TMP_FILE false)`,
      parameters.values,
    )
    if (!direct) await putInPlace(written, path)
    return copied?.Count ?? 0
  } finally {
    duck.close()
    if (!direct) await rm(written, { force: true })
  }
}
