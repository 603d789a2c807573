import { VALIDATED_FIELDS, type ValidatedField } from '@crosswalk/core'
import { columnNames } from '../csv/column-name.js'
import type { CsvDescription } from '../csv/describe.js'
import type { ColumnUse } from '../csv/normaliser.js'
import { Problem } from '../../problem.js'

/** Bit of a row that names a principal. */
const HAS_PRINCIPAL = 1

export interface ReportShape {
  /** Every column as its header writes it, and what it is read as. */
  columns: { column: string; field: ValidatedField | null }[]
  /** Place of each field among the kept columns. */
  fields: Partial<Record<ValidatedField, number>>
  kept: number
  use: { columns: readonly ColumnUse[]; required: number }
}

/** What a column is, by its header as written. */
export interface ColumnPair {
  column: string
  field: ValidatedField
}

const NAMES: Readonly<Record<string, ValidatedField>> = {
  ...Object.fromEntries(VALIDATED_FIELDS.map((field) => [field.replaceAll('_', ''), field])),
  ...{ kind: 'type', id: 'authorizable_id', principal: 'principal_name', status: 'outcome' },
}

const mappedTo = (cell: string, map: readonly ColumnPair[]): ValidatedField | undefined =>
  map.find(({ column }) => column.trim() === cell.trim())?.field

export const fieldOfColumn = (cell: string, map: readonly ColumnPair[]): ValidatedField | undefined =>
  mappedTo(cell, map) ??
  columnNames(cell)
    .map((name) => (Object.hasOwn(NAMES, name) ? NAMES[name] : undefined))
    .find((found) => found !== undefined)

/**
 * How a principal migration report is read: by our column names, or by those the caller maps. Of several columns for
 * one field a mapped one is read, else the first. Throws `CSV_HEADER` where a mapped column is not there.
 */
export const reportShape = (description: CsvDescription, map: readonly ColumnPair[]): ReportShape => {
  const { cells } = description.header
  const lost = map.find(({ column }) => !cells.some((cell) => cell.trim() === column.trim()))
  if (lost !== undefined)
    throw headerProblem(description, `The report has no column ${JSON.stringify(lost.column.slice(0, 40))}.`)
  const mapped = new Set(cells.map((cell) => mappedTo(cell, map)))
  const fields: ReportShape['fields'] = {}
  let kept = 0
  const columns = cells.map((column) => {
    const field = fieldOfColumn(column, map)
    const shadowed = mapped.has(field) && mappedTo(column, map) === undefined
    if (field === undefined || shadowed || fields[field] !== undefined) return { column, field: null }
    fields[field] = kept++
    return { column, field }
  })
  const use = columns.map(({ field }): ColumnUse => ({
    keep: field !== null,
    bits: field === 'authorizable_id' || field === 'principal_name' ? HAS_PRINCIPAL : 0,
  }))
  return { columns, fields, kept, use: { columns: use, required: HAS_PRINCIPAL } }
}

/** Throws `CSV_HEADER` where principal or outcome have no column. */
export const requireComparable = (shape: ReportShape, description: CsvDescription): ReportShape => {
  const { authorizable_id, principal_name, outcome } = shape.fields
  if ((authorizable_id ?? principal_name) === undefined || outcome === undefined)
    throw headerProblem(
      description,
      'These are not the columns of a principal migration report: it needs authorizable_id or principal_name, and ' +
        'outcome. Map other names to these (crosswalk validate --map column=field).',
    )
  return shape
}

const headerProblem = ({ header, text }: CsvDescription, message: string): Problem => {
  const found = header.cells.slice(0, 30).map((cell) => JSON.stringify(cell.slice(0, 40)))
  return new Problem('CSV_HEADER', `${message} Found: ${found.join(', ')}.`, {
    file: text.label,
    line: header.line,
  })
}
