import { safeText } from '@crosswalk/core'
import type { GridColumn } from './columns.js'

const cell = (value: string | number | null): string => {
  const text = value === null ? '' : typeof value === 'number' ? String(value) : safeText(value)
  return /[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * Rows as a spreadsheet takes them from the clipboard: a heading, cells between tabs. A cell that a spreadsheet
 * would take for a formula gets an apostrophe in front, as in a spreadsheet-safe export.
 */
export const toTsv = <Row>(columns: readonly GridColumn<Row>[], rows: readonly Row[]): string =>
  [columns.map(({ label }) => cell(label)), ...rows.map((row) => columns.map(({ text }) => cell(text(row))))]
    .map((cells) => `${cells.join('\t')}\n`)
    .join('')
