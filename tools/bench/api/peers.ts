import { currentTable } from '@crosswalk/server'
import { DuckDBInstance } from '@duckdb/node-api'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { median, type Figure } from '../figure.js'
import { startPostgres, type Postgres } from '../postgres.js'

/** What the API took for the same, medians in milliseconds, and its answer: rows by resolution. */
export interface Ours {
  facets: number
  textFacets: number
  deepPage: number
  resolutions: ReadonlyMap<string, number>
}

const REPETITIONS = 5
const COLUMNS = 'row_id, kind, resolution, reason, flags, domain, source_name, destination_name, search_text'
const FACETS = (where: string) =>
  `SELECT kind, resolution, reason, flags, domain, count(*) FROM mappings ${where}
   GROUP BY GROUPING SETS ((kind), (resolution), (reason), (flags), (domain))`

const load = async (postgres: Postgres, folder: string, data: string): Promise<void> => {
  const [run = ''] = readdirSync(path.join(data, 'runs'))
  const table = currentTable(path.join(data, 'runs', run), 'mappings')
  const csv = path.join(folder, 'mappings.csv')
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  await connection.run(`COPY (SELECT ${COLUMNS} FROM ${table}) TO '${csv}' (HEADER false)`)
  instance.closeSync()
  postgres.run([
    `CREATE TABLE mappings (row_id bigint PRIMARY KEY, kind text, resolution text, reason text, flags bigint,
       domain text, source_name text, destination_name text, search_text text)`,
    `\\copy mappings FROM '${csv}' CSV`,
    'VACUUM ANALYZE mappings',
  ])
}

const requireEqual = (postgres: Postgres, { resolutions }: Ours): void => {
  const counted = postgres.run(['SELECT resolution, count(*) FROM mappings GROUP BY resolution']).split('\n')
  const theirs = new Map(counted.map((line) => line.split('|')).map(([value = '', n]) => [value, Number(n)]))
  for (const [value, count] of resolutions)
    if (theirs.get(value) !== count) throw new Error(`PostgreSQL counts other rows of ${value}`)
}

const figure = (id: string, theirs: number, ours: number, bound: number | null, full: boolean): Figure => ({
  ...{ id, value: theirs / ours, unit: '×', judged: full },
  budget: bound === null ? null : { at: 'least', bound },
  detail: `PostgreSQL ${theirs.toFixed(1)} ms without HTTP, ours ${ours.toFixed(1)} ms over it, medians`,
})

/** The same questions to PostgreSQL over the same rows; says so where it is not installed. */
export const peerFigures = async (
  { folder, full }: { folder: string; full: boolean },
  data: string,
  rows: number,
  ours: Ours,
): Promise<Figure[]> => {
  const postgres = startPostgres(folder)
  if (postgres === null)
    return [
      {
        ...{ id: 'Q1.postgres.facets', value: Number.NaN, unit: '×', judged: false },
        ...{ budget: { at: 'least', bound: 10 }, detail: 'PostgreSQL is not installed here' },
      },
    ]
  try {
    await load(postgres, folder, data)
    requireEqual(postgres, ours)
    const facets = postgres.times(FACETS(''), REPETITIONS)
    const textFacets = postgres.times(FACETS("WHERE strpos(search_text, 'id-377') > 0"), REPETITIONS)
    const page = `SELECT * FROM mappings ORDER BY row_id LIMIT 50 OFFSET ${Math.floor(rows * 0.9)}`
    return [
      figure('Q1.postgres.facets', median(facets), ours.facets, 10, full),
      figure('Q1.postgres.facets.text', median(textFacets), ours.textFacets, null, full),
      figure('Q1.postgres.offset', median(postgres.times(page, REPETITIONS)), ours.deepPage, null, full),
    ]
  } finally {
    postgres.stop()
  }
}
