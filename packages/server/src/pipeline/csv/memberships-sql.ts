import type { DirectoryShape } from '../../inputs/directory-csv/shape.js'
import { CSV_TABLE } from './normal-table.js'
import { cellOf } from './principals-sql.js'

/** A distinguished name (RFC 4514) refers by path; anything else is looked up by every key. */
const DN = `'^\\s*[A-Za-z][A-Za-z0-9.-]*\\s*='`
const by = (value: string): string => `CASE WHEN regexp_matches(${value}, ${DN}) THEN 'path' ELSE 'any' END`

/**
 * The references in one cell: one a line where it has line breaks, else between `|`, else between `;`, else, unless
 * it is a distinguished name, between `,`. The first separator a cell has is the only one, so names may hold those
 * after it. Blanks around each are dropped.
 */
const references = (cell: string): string => `
  list_filter(list_transform(
    CASE WHEN regexp_matches(${cell}, '[\\r\\n]') THEN string_split_regex(${cell}, '[\\r\\n]+')
      WHEN contains(${cell}, '|') THEN string_split(${cell}, '|')
      WHEN contains(${cell}, ';') THEN string_split(${cell}, ';')
      WHEN regexp_matches(${cell}, ${DN}) THEN [${cell}]
      ELSE string_split(${cell}, ',') END,
    lambda x: trim(x)), lambda x: x <> '')`

/** How the links of a row name the row itself: the strongest key it has. */
const OWN_BY = `CASE WHEN id IS NOT NULL THEN 'id' WHEN principal_name IS NOT NULL THEN 'principal'
  WHEN path IS NOT NULL THEN 'path' WHEN uuid IS NOT NULL THEN 'uuid' ELSE 'any' END`
const OWN = 'coalesce(id, principal_name, path, uuid, username, name, caption)'

/**
 * The memberships in the columns of `principals`: the groups each row is in, then the members it has. A group that
 * only such a column names is made a principal of its own, unless a distinguished name stands for it.
 */
export const columnMembershipsSql = (principals: string): string => `
  SELECT line, ordinal, side, place, own_by AS member_by, own AS member, ${by('other')} AS group_by,
    other AS "group", NOT regexp_matches(other, ${DN}) AS create_group
  FROM (SELECT line, ordinal, 0 AS side, ${OWN_BY} AS own_by, ${OWN} AS own,
      unnest(${references('member_of')}) AS other,
      generate_subscripts(${references('member_of')}, 1) AS place
    FROM ${principals} WHERE member_of IS NOT NULL)
  WHERE own IS NOT NULL
  UNION ALL
  SELECT line, ordinal, 1, place, ${by('other')}, other, own_by, own, false
  FROM (SELECT line, ordinal, ${OWN_BY} AS own_by, ${OWN} AS own, unnest(${references('members')}) AS other,
      generate_subscripts(${references('members')}, 1) AS place
    FROM ${principals} WHERE members IS NOT NULL)
  WHERE own IS NOT NULL`

/** The rows of `csv_rows` as memberships, one each. */
export const pairMembershipsSql = ({ fields }: DirectoryShape): string => {
  const first = (names: readonly (keyof typeof fields)[]): string =>
    `coalesce(${names.map((field) => cellOf(fields, field)).join(', ')})`
  const member = first(['member', 'id', 'email', 'username', 'name', 'memberCaption', 'caption'])
  const group = first(['group', 'groupCaption'])
  return `
    SELECT line, ordinal, 0 AS side, 0 AS place, ${by('member')} AS member_by, member, ${by('"group"')} AS group_by,
      "group", false AS create_group
    FROM (SELECT line, ordinal, ${member} AS member, ${group} AS "group" FROM ${CSV_TABLE})`
}
