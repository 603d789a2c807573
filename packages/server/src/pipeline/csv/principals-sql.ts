import { PrincipalFlag } from '@crosswalk/core'
import type { DirectoryShape } from '../../inputs/directory-csv/shape.js'
import type { Field } from '../../inputs/directory-csv/synonyms.js'
import { DISABLED_WORDS, GROUP_WORDS, NO_WORDS, YES_WORDS } from '../../inputs/directory-csv/words.js'
import { literal } from '../../warehouse/duck.js'
import { CSV_TABLE } from './normal-table.js'

type Fields = DirectoryShape['fields']

export const list = (words: readonly string[]): string => `[${words.map(literal).join(', ')}]`

/** The first present cell of a field. */
export const cellOf = (fields: Fields, field: Field): string => {
  const cells = (fields[field] ?? []).map((cell) => `c${cell}`)
  return cells.length === 0
    ? 'NULL::VARCHAR'
    : cells.length === 1
      ? cells[0]!
      : `coalesce(${cells.join(', ')})`
}

/** A word as `words.ts` spells it. */
export const word = (cell: string): string =>
  `replace(replace(replace(lower(trim(${cell})), ' ', ''), '_', ''), '-', '')`
/** The words of a cell that may hold several, e.g. an LDAP `objectClass`. */
export const wordsOf = (cell: string): string => `string_split_regex(${word(cell)}, '[;|,\\r\\n]+')`

const isGroup = (cell: string): string => `list_has_any(${list(GROUP_WORDS)}, ${wordsOf(cell)})`

/** Whether a cell passes a test, which is made once for each different cell. */
const passes = (cell: string, test: (cell: string) => string): string =>
  `coalesce(${cell} IN (SELECT cell FROM (SELECT DISTINCT ${cell} AS cell FROM ${CSV_TABLE}) WHERE ${test('cell')}), false)`

const ON_WORDS = YES_WORDS.filter((yes) => yes !== 'enabled' && yes !== 'active')

const isDisabled = (fields: Fields): string => {
  const says = (field: Field, words: readonly string[]): string[] =>
    fields[field] === undefined
      ? []
      : [passes(cellOf(fields, field), (cell) => `list_contains(${list(words)}, ${word(cell)})`)]
  const control = fields.accountControl === undefined ? [] : [cellOf(fields, 'accountControl')]
  const tests = [
    ...says('enabled', NO_WORDS),
    ...says('disabled', [...ON_WORDS, 'disabled', 'inactive']),
    ...says('status', DISABLED_WORDS),
    ...control.map((cell) => `coalesce((TRY_CAST(${cell} AS BIGINT) & 2) = 2, false)`),
  ]
  return tests.length === 0 ? 'false' : `(${tests.join(' OR ')})`
}

/**
 * The rows of `csv_rows` as principals, one each, with `ordinal` and `line`.
 * An account's name is its email, or the name column where that looks like one; any other name is a display name.
 * A group's name is the name column, else its display name, login or address; by the latter two policies know it.
 */
export const principalsSql = ({ fields, are }: DirectoryShape): string => {
  const cell = (field: Field): string => cellOf(fields, field)
  const kind = are.rows === 'principals' ? are.kind : 'account'
  const kinds =
    fields.kind === undefined
      ? literal(kind)
      : `CASE WHEN ${cell('kind')} IS NULL THEN ${literal(kind)}
           WHEN ${passes(cell('kind'), isGroup)} THEN 'group' ELSE 'account' END`
  return `
    SELECT ordinal, line, kind, id,
      CASE WHEN kind = 'account' THEN username END AS username,
      CASE WHEN kind = 'account' THEN mail ELSE coalesce(name, caption, full_name, username, email) END AS name,
      CASE WHEN kind = 'group' THEN coalesce(caption, full_name)
        ELSE coalesce(caption, full_name, CASE WHEN NOT contains(name, '@') THEN name END) END AS caption,
      CASE WHEN kind = 'account' THEN mail END AS email,
      CASE WHEN kind = 'account' THEN principal_name ELSE coalesce(principal_name, username, email) END
        AS principal_name,
      uuid, path, external_id,
      (CASE WHEN disabled THEN ${PrincipalFlag.DISABLED} ELSE 0 END)::UINTEGER AS flags, member_of, members
    FROM (
      SELECT *, coalesce(email, CASE WHEN contains(name, '@') THEN name END) AS mail
      FROM (
        SELECT ordinal, line, ${kinds} AS kind, ${cell('id')} AS id, ${cell('username')} AS username,
          ${cell('email')} AS email, ${cell('name')} AS name, ${cell('caption')} AS caption,
          nullif(concat_ws(' ', ${cell('firstName')}, ${cell('lastName')}), '') AS full_name,
          ${cell('principalName')} AS principal_name, ${cell('uuid')} AS uuid, ${cell('path')} AS path,
          ${cell('externalId')} AS external_id, ${isDisabled(fields)} AS disabled,
          ${cell('groups')} AS member_of, ${cell('members')} AS members
        FROM ${CSV_TABLE}
      )
    )`
}
