import type { PrincipalKind } from '@crosswalk/core'
import { Problem } from '../../problem.js'
import type { CsvDescription } from '../csv/describe.js'
import type { ColumnUse } from '../csv/normaliser.js'
import type { Side } from '../rows.js'
import type { KnownColumn } from './columns.js'
import { mapColumns } from './columns.js'
import type { Field } from './synonyms.js'

/** What the rows of a file are: principals, of `kind` where no column says, or pairs of a member and a group. */
export type RowsAre = { rows: 'principals'; kind: PrincipalKind } | { rows: 'memberships' }

/** How a directory CSV is read. */
export interface DirectoryShape {
  are: RowsAre
  /** Columns of each field, first choice first, by their place among the kept columns. */
  fields: Partial<Record<Field, readonly number[]>>
  /** The header cell of each kept column. */
  kept: readonly string[]
  use: { columns: readonly ColumnUse[]; required: number }
  unknown: readonly string[]
}

/** Bits of a row: it has an identity; or, of a pair, a member and a group. */
export const HAS_IDENTITY = 1
export const HAS_GROUP = 2

const IDENTITY: readonly Field[] = [
  ...(['id', 'username', 'email', 'name', 'caption', 'firstName', 'lastName'] as const),
  ...(['principalName', 'uuid', 'path', 'externalId'] as const),
]
const ACCOUNT_ONLY: readonly Field[] = [
  ...([
    'username',
    'firstName',
    'lastName',
    'status',
    'enabled',
    'disabled',
    'accountControl',
    'groups',
  ] as const),
]
const PAIR_MEMBER: readonly Field[] = [
  'member',
  'id',
  'email',
  'username',
  'memberCaption',
  'caption',
  'name',
]
const PAIR_GROUP: readonly Field[] = ['group', 'groupCaption']

/**
 * Tells by the header what the file is, and what to keep of it.
 * A file of pairs has a member column and a group column, or nothing but one account column and one of a group.
 * Otherwise rows are principals: groups where the header has a sign of groups and none of accounts, else accounts.
 * Throws `CSV_HEADER` where no column can identify a principal.
 */
export const directoryShape = ({ header, text }: CsvDescription, side: Side): DirectoryShape => {
  const { known, unknown } = mapColumns(header.cells, side)
  const has = (field: Field): boolean => known.some((column) => column.field === field)
  const any = (fields: readonly Field[]): boolean => fields.some(has)
  const shape = (
    are: RowsAre,
    columns: readonly KnownColumn[],
    bits: (field: Field) => number,
    required: number,
  ) => layOut(are, header.cells, columns, bits, required, unknown)

  const member = has('member') || has('memberCaption')
  const bareLink = known.length === 2 && any(['id', 'username', 'email', 'name', 'caption'])
  if (any(PAIR_GROUP) && (member || bareLink)) {
    const bit = (field: Field): number =>
      PAIR_GROUP.includes(field) ? HAS_GROUP : PAIR_MEMBER.includes(field) ? HAS_IDENTITY : 0
    const ends = known.filter(({ field }) =>
      PAIR_GROUP.includes(field)
        ? true
        : member
          ? /^member(Caption)?$|^username$/.test(field)
          : bit(field) > 0,
    )
    return shape({ rows: 'memberships' }, ends, bit, HAS_IDENTITY | HAS_GROUP)
  }

  const groupSign = any(['group', 'groupCaption', 'groupMark', 'members', 'member'])
  const kind = groupSign && !any(ACCOUNT_ONLY) ? 'group' : 'account'
  const columns = known.map((column) => asPrincipal(column, kind === 'group' && !has('kind')))
  if (!columns.some(({ field }) => IDENTITY.includes(field))) {
    throw headerProblem(header.cells, header.line, text.label)
  }
  const bit = (field: Field): number => (IDENTITY.includes(field) ? HAS_IDENTITY : 0)
  return shape({ rows: 'principals', kind }, columns, bit, HAS_IDENTITY)
}

/** In a file of groups `group…` columns are the group itself; in any other they are the groups a row is in. */
const asPrincipal = (column: KnownColumn, groups: boolean): KnownColumn => {
  const { field, rank } = column
  if (field === 'member') return { ...column, field: 'members', rank: rank + 100 }
  if (field === 'memberCaption') return { ...column, field: 'caption', rank: rank + 100 }
  if (field === 'groupCaption') return { ...column, field: groups ? 'caption' : 'groups', rank: rank + 100 }
  if (field !== 'group') return column
  if (!groups) return { ...column, field: 'groups', rank: rank + 100 }
  return { ...column, field: GROUP_ITSELF[rank] ?? 'name', rank: rank + 100 }
}
const GROUP_ITSELF: readonly Field[] = ['name', 'id', 'email', 'id', 'name', 'name', 'path']

const layOut = (
  are: RowsAre,
  cells: readonly string[],
  columns: readonly KnownColumn[],
  bits: (field: Field) => number,
  required: number,
  unknown: readonly string[],
): DirectoryShape => {
  const kept = columns.filter(({ field }) => field !== 'groupMark').sort((a, b) => a.index - b.index)
  const place = new Map(kept.map((column, at) => [column.index, at]))
  const fields: Partial<Record<Field, number[]>> = {}
  for (const { field, index } of [...kept].sort((a, b) => a.rank - b.rank)) {
    ;(fields[field] ??= []).push(place.get(index)!)
  }
  const fieldAt = new Map(kept.map((column) => [column.index, column.field]))
  const use = cells.map((_, index) => {
    const field = fieldAt.get(index)
    return { keep: field !== undefined, bits: field === undefined ? 0 : bits(field) }
  })
  return {
    are,
    fields,
    kept: kept.map(({ index }) => cells[index]!),
    use: { columns: use, required },
    unknown,
  }
}

const headerProblem = (cells: readonly string[], line: number | null, file: string): Problem => {
  const found = cells.slice(0, 20).map((cell) => JSON.stringify(cell.slice(0, 40)))
  const more = cells.length > 20 ? ` and ${cells.length - 20} more` : ''
  return new Problem(
    'CSV_HEADER',
    `No column can identify a user or group. Found: ${found.join(', ')}${more}. ` +
      'Needed: at least one of id, username, email, name, display name; or, for memberships, member and group.',
    { file, line },
  )
}
