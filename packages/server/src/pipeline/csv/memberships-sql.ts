import type { DirectoryShape } from '../../inputs/directory-csv/shape.js'
import { CSV_TABLE } from './normal-table.js'
import { cellOf } from './principals-sql.js'

/** A distinguished name (RFC 4514) refers by path; anything else is looked up by every key. */
const DN = `'^\\s*[A-Za-z][A-Za-z0-9.-]*\\s*='`
const isDn = (value: string): string => `(contains(${value}, '=') AND regexp_matches(${value}, ${DN}))`
const by = (value: string): string => `CASE WHEN ${isDn(value)} THEN 'path' ELSE 'any' END`

/**
 * The references in one cell: one a line where it has line breaks, else between `|`, else between `;`, else, unless
 * it is a distinguished name, between `,`. The first separator a cell has is the only one, so names may hold those
 * after it. Blanks around each are dropped.
 */
const references = (cell: string): string => `
  CASE WHEN contains(${cell}, chr(10)) OR contains(${cell}, chr(13)) THEN string_split_regex(${cell}, '[\\r\\n]+')
    WHEN contains(${cell}, '|') THEN string_split(${cell}, '|')
    WHEN contains(${cell}, ';') THEN string_split(${cell}, ';')
    WHEN ${isDn(cell)} THEN [${cell}]
    ELSE string_split(${cell}, ',') END`

/** The references of a column one a row, with the row's own key and a `position` that keeps their order. */
const unnested = (principals: string, column: 'member_of' | 'members', side: 0 | 1): string => `
  SELECT line, position, own_by, own, trim(reference) AS other
  FROM (
    SELECT line, own_by, own, unnest(found) AS reference,
      (ordinal * 2 + ${side}) * ${MOST_REFERENCES} + generate_subscripts(found, 1) AS position
    FROM (
      SELECT line, ordinal, ${OWN_BY} AS own_by, ${OWN} AS own, ${references(column)} AS found
      FROM ${principals} WHERE ${column} IS NOT NULL
    )
  )
  WHERE own IS NOT NULL AND trim(reference) <> ''`

/** More than a cell of the longest row can hold. */
const MOST_REFERENCES = 1 << 24

/** How the links of a row name the row itself: the strongest key it has. */
const OWN_BY = `CASE WHEN id IS NOT NULL THEN 'id' WHEN principal_name IS NOT NULL THEN 'principal'
  WHEN path IS NOT NULL THEN 'path' WHEN uuid IS NOT NULL THEN 'uuid' ELSE 'any' END`
const OWN = 'coalesce(id, principal_name, path, uuid, username, name, caption)'

/**
 * The memberships in the columns of `principals`: the groups each row is in, then the members it has. A group that
 * only such a column names is made a principal of its own, unless a distinguished name stands for it.
 */
export const columnMembershipsSql = (principals: string): string => `
  SELECT line, position, own_by AS member_by, own AS member, ${by('other')} AS group_by, other AS "group",
    NOT ${isDn('other')} AS create_group
  FROM (${unnested(principals, 'member_of', 0)})
  UNION ALL
  SELECT line, position, ${by('other')}, other, own_by, own, false
  FROM (${unnested(principals, 'members', 1)})`

/** The rows of `csv_rows` as memberships, one each. */
export const pairMembershipsSql = ({ fields }: DirectoryShape): string => {
  const first = (names: readonly (keyof typeof fields)[]): string =>
    `coalesce(${names.map((field) => cellOf(fields, field)).join(', ')})`
  const member = first(['member', 'id', 'email', 'username', 'name', 'memberCaption', 'caption'])
  const group = first(['group', 'groupCaption'])
  return `
    SELECT line, ordinal AS position, ${by('member')} AS member_by, member, ${by('"group"')} AS group_by,
      "group", false AS create_group
    FROM (SELECT line, ordinal, ${member} AS member, ${group} AS "group" FROM ${CSV_TABLE})`
}
