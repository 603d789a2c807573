import { SHEET_CELL } from '@crosswalk/core'
import type { ExportReport } from '@crosswalk/core'
import type { Parameters } from '../filter-sql.js'
import { isText } from './column-sql.js'
import { columnValues } from './select.js'
import type { RunNames } from './select.js'

/** What XML 1.0 cannot hold; SpreadsheetML writes it as `_xHHHH_` (ECMA-376 part 1, 22.9.2.19). */
const CONTROLS = [
  ...Array.from({ length: 32 }, (_, code) => code).filter((code) => code !== 9 && code !== 10),
  ...[0xfffe, 0xffff],
]
const hex = (code: number): string => `_x${code.toString(16).toUpperCase().padStart(4, '0')}_`

const replaceAll = (sql: string, from: string, to: string): string => `replace(${sql}, ${from}, ${to})`

const escapeControls = (sql: string): string =>
  CONTROLS.reduce((inner, code) => replaceAll(inner, `chr(${code})`, `'${hex(code)}'`), sql)

const CONTROL_CLASS = `'[\\x00-\\x08\\x0B-\\x1F\\x{FFFE}\\x{FFFF}]'`

/** A text as SpreadsheetML has it: what may look like an escape is escaped, then markup, then what XML cannot hold. */
const escaped = (sql: string): string => {
  const literalEscapes = replaceAll(sql, `'_x'`, `'_x005F_x'`)
  const markup = [
    ["'&'", "'&amp;'"],
    ["'<'", "'&lt;'"],
    ["'>'", "'&gt;'"],
  ].reduce((inner, [from = '', to = '']) => replaceAll(inner, from, to), literalEscapes)
  return `CASE WHEN regexp_matches(${sql}, ${CONTROL_CLASS}) THEN ${escapeControls(markup)} ELSE ${markup} END`
}

const cell = (column: string, sql: string): string => {
  if (isText(column))
    return `coalesce('<c t="inlineStr"><is><t xml:space="preserve">' || ${escaped(sql)} || '</t></is></c>', '<c/>')`
  return `coalesce(CASE typeof(${sql}) WHEN 'BOOLEAN' THEN '<c t="b"><v>' || (${sql})::INTEGER || '</v></c>'
    ELSE '<c><v>' || (${sql}) || '</v></c>' END, '<c/>')`
}

/** One row of a sheet, as a text. Cells have no references: their order is their place. */
export const sheetRow = (
  report: ExportReport,
  columns: readonly string[],
  runs: readonly RunNames[],
  parameters: Parameters,
): string => {
  const cells = columnValues(report, columns, runs, parameters).map(({ column, sql }) => cell(column, sql))
  return `'<row>' || ${cells.join(' || ')} || '</row>' AS line`
}

/** The longest text among a report's columns, in UTF-16 units: a cell holds `SHEET_CELL` of them. */
export const longestText = (
  report: ExportReport,
  columns: readonly string[],
  runs: readonly RunNames[],
  parameters: Parameters,
): string => {
  const units = (sql: string) =>
    `CASE WHEN strlen(${sql}) > ${SHEET_CELL}
       THEN length(${sql}) + length(regexp_replace(${sql}, '[^\\x{10000}-\\x{10FFFF}]', '', 'g')) END`
  const texts = columnValues(report, columns, runs, parameters).filter(({ column }) => isText(column))
  return `greatest(0, ${texts.map(({ sql }) => units(sql)).join(', ')})`
}

const headCell = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`

/** Everything of the sheet before its rows, the header with it; the first row stays in view. */
export const sheetStart = (columns: readonly string[]): string =>
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
  '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
  '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' +
  `</sheetView></sheetViews><sheetData>\n<row>${columns.map(headCell).join('')}</row>\n`

export const SHEET_END = '</sheetData></worksheet>\n'
