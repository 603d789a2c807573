import { DuckDBInstance } from '@duckdb/node-api'
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { writeBigDirectory } from '../generate/big-directory.js'
import { writeBigPackage } from '../generate/big-package.js'
import { runJob, type MeasuredRun } from './cli-run.js'
import { interleaved, type Figure } from './figure.js'
import type { Bench } from './bench.js'

const SIZES = {
  usual: { items: 100_000, principals: 20_000, rows: 1_000_000 },
  full: { items: 1_000_000, principals: 200_000, rows: 10_000_000 },
}
const REPETITIONS = 3

/** A plain read of the same CSV into a table, for scale: what the engine alone needs. */
const plainRead = async (file: string): Promise<number> => {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  const since = performance.now()
  await connection.run(
    `CREATE TABLE t AS SELECT * FROM read_csv('${file.replaceAll("'", "''")}', all_varchar = true)`,
  )
  const elapsed = performance.now() - since
  connection.closeSync()
  instance.closeSync()
  return elapsed
}

const jobFile = async (folder: string, name: string, source: string): Promise<string> => {
  const file = path.join(folder, `${name}.yaml`)
  await writeFile(file, `version: 1\nname: ${name}\nsource: ${source}\n`)
  return file
}

const rate = (id: string, rows: number, milliseconds: number): Figure => ({
  id,
  value: Math.round((rows / milliseconds) * 1000),
  unit: 'rows/s',
  budget: null,
  detail: `${rows} rows in ${(milliseconds / 1000).toFixed(2)} s`,
})

/** Rows a second through READ: a package, and a directory CSV beside the engine's own reading of it. */
export const read: Bench = async ({ folder, full, progress }) => {
  const { items, principals, rows } = SIZES[full ? 'full' : 'usual']
  const [zip, csv] = [path.join(folder, 'big.zip'), path.join(folder, 'big.csv')]
  progress(`writing a package of ${items} items and ${principals} principals`)
  await writeBigPackage(zip, { items, principals })
  progress(`writing a directory of ${rows} rows`)
  await writeBigDirectory(csv, rows)
  const packageJob = await jobFile(
    folder,
    'package',
    '{ platform: aem, instance: author, inputs: [{ format: aem-package, path: big.zip }] }',
  )
  const directoryJob = await jobFile(
    folder,
    'directory',
    '{ platform: files, inputs: [{ format: directory-csv, path: big.csv }] }',
  )
  const last: Record<string, MeasuredRun> = {}
  const phase = (name: string, job: string) => async () => {
    const data = path.join(folder, `data-${name}`)
    const run = await runJob(job, data)
    last[name] = run
    await rm(data, { recursive: true, force: true })
    return run.milliseconds('READ')
  }
  const times = await interleaved(
    {
      package: phase('package', packageJob),
      directory: phase('directory', directoryJob),
      plain: () => plainRead(csv),
    },
    REPETITIONS,
    progress,
  )
  const tables = ['source_principals', 'memberships', 'items']
  const packageRows = tables.reduce((sum, table) => sum + (last['package']?.rows(table) ?? 0), 0)
  const directoryRows = last['directory']?.rows('source_principals') ?? 0
  if (directoryRows !== rows) throw new Error(`${directoryRows} of ${rows} rows were read`)
  return [
    rate('read.package', packageRows, times.package),
    rate('read.directory', rows, times.directory),
    rate('read.directory.plain', rows, times.plain),
    {
      id: 'read.directory.ratio',
      value: times.directory / times.plain,
      unit: '×',
      budget: null,
      detail: 'READ of the directory over a plain read_csv of the same file',
    },
  ]
}
