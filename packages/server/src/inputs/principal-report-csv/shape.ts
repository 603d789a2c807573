import { VALIDATED_FIELDS, type ValidatedField } from '@crosswalk/core'
import { columnNames } from '../csv/column-name.js'
import type { CsvDescription } from '../csv/describe.js'
import type { ColumnUse } from '../csv/normaliser.js'
import { Problem } from '../../problem.js'

/** Bit of a row that names a principal. */
const HAS_PRINCIPAL = 1

export interface ReportShape {
  /** Place of each field among the kept columns. */
  fields: Partial<Record<ValidatedField, number>>
  kept: number
  use: { columns: readonly ColumnUse[]; required: number }
}

/** `column=field` of the caller, by the column's header as written. */
export type ColumnMap = ReadonlyMap<string, ValidatedField>

const NAMES: Readonly<Record<string, ValidatedField>> = {
  ...Object.fromEntries(VALIDATED_FIELDS.map((field) => [field.replaceAll('_', ''), field])),
  ...{ kind: 'type', id: 'authorizable_id', principal: 'principal_name', status: 'outcome' },
}

export const fieldOfColumn = (cell: string, map: ColumnMap): ValidatedField | undefined =>
  map.get(cell.trim()) ??
  columnNames(cell)
    .map((name) => (Object.hasOwn(NAMES, name) ? NAMES[name] : undefined))
    .find((found) => found !== undefined)

/**
 * How a principal migration report is read: by our column names, or by those the caller maps. Throws `CSV_HEADER`
 * where a mapped column is not there, or principal or outcome have no column.
 */
export const reportShape = ({ header, text }: CsvDescription, map: ColumnMap): ReportShape => {
  const mapped = new Set(header.cells.map((cell) => map.get(cell.trim())).filter(Boolean))
  const fields: Partial<Record<ValidatedField, number>> = {}
  let kept = 0
  const columns = header.cells.map((cell): ColumnUse => {
    const field = fieldOfColumn(cell, map)
    const shadowed = field !== undefined && mapped.has(field) && !map.has(cell.trim())
    if (field === undefined || shadowed || fields[field] !== undefined) return { keep: false, bits: 0 }
    fields[field] = kept++
    return { keep: true, bits: field === 'authorizable_id' || field === 'principal_name' ? HAS_PRINCIPAL : 0 }
  })
  const lost = [...map.keys()].filter((name) => !header.cells.some((cell) => cell.trim() === name))
  const nameless = fields.authorizable_id === undefined && fields.principal_name === undefined
  if (lost.length > 0 || nameless || fields.outcome === undefined)
    throw new Problem(
      'CSV_HEADER',
      `These are not the columns of a principal migration report. Found: ${header.cells
        .slice(0, 30)
        .map((cell) => JSON.stringify(cell.slice(0, 40)))
        .join(
          ', ',
        )}. Needed: authorizable_id or principal_name, and outcome; map others with --map column=field.`,
      { file: text.label, line: header.line },
    )
  return { fields, kept, use: { columns, required: HAS_PRINCIPAL } }
}
