import { DuckDBScalarFunction, VARCHAR } from '@duckdb/node-api'
import type { DuckDBConnection } from '@duckdb/node-api'
import { KEY_FIELDS, fold } from '@crosswalk/core'
import { literal } from '../../warehouse/duck.js'

const NAME = 'fold_text'

const folding = (): DuckDBScalarFunction =>
  DuckDBScalarFunction.create({
    name: NAME,
    mainFunction: (_info, input, output) => {
      const texts = input.getColumnVector(0)
      for (let row = 0; row < input.rowCount; row++) {
        const text = texts.getItem(row) as string | null
        output.setItem(row, text === null ? null : fold(text) || null)
      }
      output.flush()
    },
    returnType: VARCHAR,
    parameterTypes: [VARCHAR],
  })

/**
 * Gives the connection's DuckDB the function `fold_text`, core's `fold` with NULL for nothing left. It runs on the
 * event loop of its process, so only workers call it. A leading U+FEFF that a driver drops is one that folding trims.
 */
export const registerFolding = (connection: DuckDBConnection): void => {
  connection.registerScalarFunction(folding())
}

const ASCII_SPACE = literal(' \t\n\v\f\r')

/**
 * Characters that DuckDB's `lower()` folds as core does, and that neither NFKC nor their neighbours change: ASCII,
 * signs, quotes and dashes, and the letters of Latin, Greek, Cyrillic, Hebrew, Arabic, kana, Han and Hangul less those
 * of compatibility, those that fold to several and those that combine. A test folds every code point in both.
 */
const PLAIN = [
  ...['\\x{a1}-\\x{a7}', '\\x{a9}\\x{ab}\\x{ac}\\x{b0}\\x{b1}\\x{b6}\\x{b7}\\x{bb}\\x{bf}'],
  ...['\\x{2010}\\x{2012}-\\x{2016}', '\\x{2018}-\\x{2022}', '\\x{20ac}'],
  ...['\\x00-\\x7f', '\\x{c0}-\\x{de}', '\\x{e0}-\\x{12f}', '\\x{134}-\\x{13e}', '\\x{141}-\\x{148}'],
  ...[
    '\\x{14a}-\\x{17e}',
    '\\x{180}-\\x{1c3}',
    '\\x{1cd}-\\x{1ef}',
    '\\x{1f4}-\\x{2af}',
    '\\x{388}-\\x{38f}',
  ],
  ...[
    '\\x{391}-\\x{3af}',
    '\\x{3b1}-\\x{3c1}',
    '\\x{3c3}-\\x{3ce}',
    '\\x{400}-\\x{481}',
    '\\x{48a}-\\x{52f}',
  ],
  ...['\\x{5d0}-\\x{5ea}', '\\x{620}-\\x{64a}', '\\x{1e00}-\\x{1e95}', '\\x{1ea0}-\\x{1eff}'],
  ...['\\x{3041}-\\x{3096}', '\\x{30a1}-\\x{30fa}', '\\x{4e00}-\\x{9fff}', '\\x{ac00}-\\x{d7a3}'],
].join('')

/** Characters of Western texts that stand for a single plain one: the no-break space, ordinals and powers. */
const STAND_INS = { a0: ' ', aa: 'a', b2: '2', b3: '3', b9: '1', ba: 'o' } as const

const WESTERN = `${PLAIN}${Object.keys(STAND_INS)
  .map((code) => `\\x{${code}}`)
  .join('')}`

const STOOD_FOR = Object.keys(STAND_INS)
  .map((code) => String.fromCodePoint(Number.parseInt(code, 16)))
  .join('')

const westernSql = (text: string): string =>
  `nullif(lower(trim(translate(${text}, ${literal(STOOD_FOR)}, ${literal(Object.values(STAND_INS).join(''))}), ${ASCII_SPACE})), '')`

/**
 * Core's `fold` as SQL over a text expression (best a column: it is repeated); NULL where nothing is left. Texts of
 * plain characters, and what stands for them, never leave SQL; those of ASCII are trimmed only where an outer
 * character may be a space.
 */
export const foldSql = (text: string): string =>
  `CASE WHEN strlen(${text}) <> length(${text})
    THEN CASE WHEN regexp_matches(${text}, '[^${WESTERN}]') THEN ${NAME}(${text}) ELSE ${westernSql(text)} END
    WHEN ${text} < '!' OR ${text}[-1] <= ' ' THEN nullif(lower(trim(${text}, ${ASCII_SPACE})), '')
    ELSE lower(${text}) END`

/** The text a field is compared by: exact for ids, folded for the rest; NULL: no key. */
export const keyTextSql = (field: string, text: string): string =>
  field === 'id' ? `nullif(${text}, '')` : foldSql(text)

/** What follows the last `@` of a folded email; NULL where there is none. */
export const domainSql = (email: string): string => `regexp_extract_all(${email}, '@([^@]+)$', 1)[1]`

/** What precedes the last `@` of a folded email, a column; NULL where there is none. */
const localSql = (email: string): string =>
  `CASE WHEN contains(${email}, '@')
    THEN nullif(left(${email}, length(${email}) - length(split_part(${email}, '@', -1)) - 1), '') END`

/** White_Space less the space, U+FEFF and comma as RE2 reads them. */
const RARE_SEPARATORS =
  '\\t-\\r,\\x{85}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}'

/** The words of a folded name, a column, in order; single spaces alone need no pattern. */
const sortedWordsSql = (name: string): string =>
  `CASE WHEN regexp_matches(${name}, '[${RARE_SEPARATORS}]|  ')
    THEN nullif(array_to_string(list_sort(list_filter(
      regexp_split_to_array(${name}, '[ ${RARE_SEPARATORS}]+'), lambda word: word <> '')), ' '), '')
    ELSE array_to_string(list_sort(string_split(${name}, ' ')), ' ') END`

/** A key as the tables store it: the low 64 bits of the MD5 of its UTF-8. */
export const hashSql = (key: string): string => `md5_number_lower(${key})`

/** The k_* columns of a principal table, in the order of RUN_TABLES. */
export const KEY_COLUMNS = KEY_FIELDS.map((field) => `k_${field}`).join(', ')

const FOLDED = ['email', 'username', 'caption'].map((field) => `${foldSql(field)} AS folded_${field}`)

/** A relation with the columns email, username, name and caption, and each of them folded once. */
export const foldedSql = (principals: string): string => `(
  SELECT *, ${FOLDED.join(', ')}, CASE WHEN name = email THEN NULL ELSE ${foldSql('name')} END AS folded_name
  FROM ${principals})`

/**
 * A relation over one of `foldedSql`, which has an id: its columns but the folded ones, and KEY_COLUMNS. An account's
 * name is mostly its email, whose key it then takes. Needs `registerFolding`.
 */
export const keysSql = (folded: string): string => `(
  SELECT * EXCLUDE (folded_email, folded_username, folded_caption, folded_name),
    CASE WHEN name = email THEN k_email ELSE ${hashSql('folded_name')} END AS k_name
  FROM (
    SELECT *, ${hashSql('folded_email')} AS k_email, ${hashSql(keyTextSql('id', 'id'))} AS k_id,
      ${hashSql('folded_username')} AS k_username, ${hashSql('folded_caption')} AS k_caption,
      ${hashSql(localSql('folded_email'))} AS k_local, ${hashSql(sortedWordsSql('folded_caption'))} AS k_name_sorted
    FROM ${folded}))`

/** The same of a relation whose texts are not folded yet. */
export const keyedSql = (principals: string): string => keysSql(foldedSql(principals))
