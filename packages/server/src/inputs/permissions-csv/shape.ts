import { columnNames } from '../csv/column-name.js'
import type { CsvDescription } from '../csv/describe.js'
import type { ColumnUse } from '../csv/normaliser.js'
import { Problem } from '../../problem.js'

/** The columns of a permissions CSV; the first two must be there. */
export const PERMISSION_COLUMNS = ['principal', 'path', 'policy', 'access', 'rights'] as const
export type PermissionColumn = (typeof PERMISSION_COLUMNS)[number]

/** Bits of a row: it names a principal, a path. */
export const HAS_PRINCIPAL = 1
export const HAS_PATH = 2

export interface PermissionsShape {
  /** Place of each column among the kept ones. */
  columns: Partial<Record<PermissionColumn, number>>
  kept: number
  unknown: string[]
  use: { columns: readonly ColumnUse[]; required: number }
}

const NAMES: Readonly<Record<string, PermissionColumn>> = {
  ...{ principal: 'principal', principalname: 'principal', identity: 'principal', trustee: 'principal' },
  ...{ user: 'principal', group: 'principal', account: 'principal' },
  ...{ path: 'path', item: 'path', itempath: 'path', folder: 'path', file: 'path' },
  ...{ policy: 'policy', granttype: 'policy', kind: 'policy', type: 'policy' },
  ...{ access: 'access', permission: 'access', allow: 'access', effect: 'access' },
  ...{ rights: 'rights', privileges: 'rights', role: 'rights', accessrights: 'rights' },
}

const columnOf = (cell: string): PermissionColumn | undefined =>
  columnNames(cell)
    .map((name) => (Object.hasOwn(NAMES, name) ? NAMES[name] : undefined))
    .find((found) => found !== undefined)

export const countKnown = (cells: readonly string[]): number =>
  cells.filter((cell) => columnOf(cell) !== undefined).length

/** How a permissions CSV is read. Throws `CSV_HEADER` where the principal or the path has no column. */
export const permissionsShape = ({ header, text }: CsvDescription): PermissionsShape => {
  const columns: Partial<Record<PermissionColumn, number>> = {}
  const unknown: string[] = []
  let kept = 0
  const uses = header.cells.map((cell): ColumnUse => {
    const column = columnOf(cell)
    if (column === undefined || columns[column] !== undefined) {
      if (cell.trim() !== '') unknown.push(cell)
      return { keep: false, bits: 0 }
    }
    columns[column] = kept++
    return { keep: true, bits: { principal: HAS_PRINCIPAL, path: HAS_PATH }[column as string] ?? 0 }
  })
  if (columns.principal === undefined || columns.path === undefined)
    throw new Problem(
      'CSV_HEADER',
      `These are not the columns of a permissions file. Found: ${header.cells
        .slice(0, 20)
        .map((cell) => JSON.stringify(cell.slice(0, 40)))
        .join(', ')}. Needed: principal and path; policy, access and rights may follow.`,
      { file: text.label, line: header.line },
    )
  return { columns, kept, unknown, use: { columns: uses, required: HAS_PRINCIPAL | HAS_PATH } }
}
