import type { DuckDBConnection } from '@duckdb/node-api'
import { ESCAPE, ESCAPES, UNIT } from '../../inputs/csv/normal-form.js'
import type { NormalFile } from '../../inputs/csv/rewrite.js'
import { execute, literal } from '../../warehouse/duck.js'
import { numberOf } from './finding-writer.js'

/** The rows of one file: `ordinal` from 0 and `line` in the original, then cells `c0`, `c1`, … */
export const CSV_TABLE = 'csv_rows'

const LEAST_LINE = 2_000_000
const BUFFERED_LINES = 4

/** Loads a file in normal form into the temporary table `csv_rows`, every cell decoded. */
export const loadNormalFile = async (
  connection: DuckDBConnection,
  file: NormalFile,
  cells: number,
): Promise<void> => {
  const names = Array.from({ length: cells }, (_, cell) => `c${cell}`)
  const columns = [`'ordinal': 'BIGINT'`, `'line': 'BIGINT'`, ...names.map((name) => `'${name}': 'VARCHAR'`)]
  const line = Math.max(LEAST_LINE, file.longest + 1)
  const options = [
    ...[
      `delim = '${String.fromCharCode(UNIT)}'`,
      `quote = ''`,
      `escape = ''`,
      `comment = ''`,
      `new_line = '\\n'`,
      `nullstr = ''`,
    ],
    ...['header = false', 'auto_detect = false', 'strict_mode = false', 'allow_quoted_nulls = false'],
    ...[
      `max_line_size = ${line}`,
      `buffer_size = ${line * BUFFERED_LINES}`,
      `columns = {${columns.join(', ')}}`,
    ],
  ]
  const read = `read_csv(${literal(file.path)}, ${options.join(', ')})`
  const select = [
    'ordinal',
    'line',
    ...names.map((name) => (file.escaped ? `${decoded(name)} AS ${name}` : name)),
  ]
  await execute(
    connection,
    'csv: load',
    `CREATE OR REPLACE TEMP TABLE ${CSV_TABLE} AS SELECT ${select.join(', ')} FROM ${read}`,
  )
  const found = await numberOf(connection, `SELECT count(*) AS n FROM ${CSV_TABLE}`)
  if (found !== file.rows) throw new Error(`${file.rows} rows written, ${found} read back`)
}

export const dropNormalTable = (connection: DuckDBConnection): Promise<void> =>
  execute(connection, 'csv: drop', `DROP TABLE IF EXISTS ${CSV_TABLE}`)

const decoded = (name: string): string => {
  const replaced = ESCAPES.reduce(
    (sql, [byte, letter]) => `replace(${sql}, chr(${ESCAPE}) || '${letter}', chr(${byte}))`,
    name,
  )
  return `CASE WHEN contains(${name}, chr(${ESCAPE})) THEN ${replaced} ELSE ${name} END`
}
