import { MAPPING_COLUMNS, MAPPING_REASONS } from '@crosswalk/core'
import { currentTable, type ExportSpec } from '@crosswalk/server'
import path from 'node:path'

export const JOB_NAME = 'bench'
/** Of every contender. */
export const MEMORY = '1GB'
export const THREADS = 2

/** The user mappings report as raw CSV, of the one run of a data folder. */
export const specOf = (data: string, runId: string, partRows: number, threads = THREADS): ExportSpec => ({
  ...{ exportId: 'exp_bench', report: 'mappings', clauses: [], sort: 'DEFAULT', columns: MAPPING_COLUMNS },
  runs: [{ id: runId, job: 'job_bench', jobName: JOB_NAME, fingerprint: '' }],
  ...{ format: 'CSV', compression: 'NONE', byteOrderMark: false, partRows, memory: MEMORY, threads },
  runsFolder: path.join(data, 'runs'),
})

export const mappingsOf = (data: string, runId: string): string =>
  path.join(data, 'runs', runId, 'mappings.parquet')

export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

const sentences = Object.entries(MAPPING_REASONS).map(
  ([code, text]) => `WHEN ${literal(code)} THEN ${literal(text)}`,
)
const SQL: Readonly<Record<string, string>> = {
  type: 'kind',
  job_name: literal(JOB_NAME),
  resolution: 'lower(resolution)',
  message: `CASE reason ${sentences.join(' ')} END`,
}

/** The same rows and cells as one plain statement. */
export const plainQuery = (file: string): string =>
  `SELECT ${MAPPING_COLUMNS.map((column) => `${SQL[column] ?? column} AS ${column}`).join(', ')}
   FROM ${currentTable(path.dirname(file), 'mappings')}`
