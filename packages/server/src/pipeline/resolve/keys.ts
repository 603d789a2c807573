import { DuckDBScalarFunction, VARCHAR } from '@duckdb/node-api'
import type { DuckDBConnection } from '@duckdb/node-api'
import { fold } from '@crosswalk/core'
import { rows } from '../../warehouse/duck.js'

const NAME = 'fold_text'

const folding = (): DuckDBScalarFunction =>
  DuckDBScalarFunction.create({
    name: NAME,
    mainFunction: (_info, input, output) => {
      const texts = input.getColumnVector(0)
      for (let row = 0; row < input.rowCount; row++) {
        const text = texts.getItem(row) as string | null
        output.setItem(row, text === null ? null : fold(text))
      }
      output.flush()
    },
    returnType: VARCHAR,
    parameterTypes: [VARCHAR],
  })

/**
 * Gives the connection's DuckDB the function `fold_text`, core's `fold` for texts that are not ASCII. It runs on the
 * event loop of its process, so only workers call it. A leading U+FEFF that a driver drops is one that folding trims.
 */
export const registerFolding = async (connection: DuckDBConnection): Promise<void> => {
  const [known] = await rows(
    connection,
    'folding registered',
    'SELECT 1 FROM duckdb_functions() WHERE function_name = $1 LIMIT 1',
    [NAME],
  )
  if (known === undefined) connection.registerScalarFunction(folding())
}

const ASCII_SPACE = `' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13)`

/**
 * Core's `fold` as SQL over a text expression (best a column: it is repeated); NULL where nothing is left. Texts of
 * ASCII alone never leave SQL, and are trimmed only where an outer character may be a space.
 */
export const foldSql = (text: string): string =>
  `nullif(CASE WHEN strlen(${text}) <> length(${text}) THEN ${NAME}(${text})
    WHEN ${text}[1] <= ' ' OR ${text}[-1] <= ' ' THEN lower(trim(${text}, ${ASCII_SPACE}))
    ELSE lower(${text}) END, '')`

/** The text a field is compared by: exact for ids, folded for the rest; NULL: no key. */
export const keyTextSql = (field: string, text: string): string =>
  field === 'id' ? `nullif(${text}, '')` : foldSql(text)

/** What follows the last `@` of a folded email; NULL where there is none. */
export const domainSql = (email: string): string => `nullif(regexp_extract(${email}, '@([^@]*)$', 1), '')`

/** What precedes the last `@` of a folded email; NULL where there is none. */
const localSql = (email: string): string => `nullif(regexp_extract(${email}, '^((?s).*)@', 1), '')`

/** White_Space, U+FEFF and comma as RE2 reads them. */
const SEPARATORS = `[\\t-\\r ,\\x{85}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}]+`

const sortedWordsSql = (name: string): string =>
  `nullif(array_to_string(list_sort(list_filter(regexp_split_to_array(${name}, '${SEPARATORS}'), lambda word: word <> '')), ' '), '')`

/** A key as the tables store it: the low 64 bits of the MD5 of its UTF-8. */
export const hashSql = (key: string): string => `md5_number_lower(${key})`

/**
 * The k_* columns of a principal table, in the order of RUN_TABLES, from its columns email, id, username, name and
 * caption. Needs `registerFolding`.
 */
export const keyColumnsSql = [
  ['k_email', foldSql('email')],
  ['k_id', keyTextSql('id', 'id')],
  ['k_username', foldSql('username')],
  ['k_name', foldSql('name')],
  ['k_caption', foldSql('caption')],
  ['k_local', localSql(foldSql('email'))],
  ['k_name_sorted', sortedWordsSql(foldSql('caption'))],
]
  .map(([column, key]) => `${hashSql(key ?? '')} AS ${column}`)
  .join(',\n')
