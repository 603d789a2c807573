import type { Side } from '../rows.js'
import { columnNames } from '../csv/column-name.js'
import type { Field } from './synonyms.js'
import { FIELDS, IGNORED } from './synonyms.js'

export interface KnownColumn {
  /** Place in the header, from 0. */
  index: number
  field: Field
  /** Rank of its name among the field's names: a lower one is taken first. */
  rank: number
}

export interface ColumnMap {
  known: readonly KnownColumn[]
  /** Header cells nothing is known about, as written. */
  unknown: readonly string[]
}

const NAMES = new Map<string, { field: Field; rank: number }>(
  (Object.entries(FIELDS) as [Field, readonly string[]][]).flatMap(([field, names]) =>
    names.map((name, rank) => [name, { field, rank }] as const),
  ),
)
const SILENT = new Set(IGNORED)
const PREFIX: Readonly<Record<Side, string>> = {
  source: 'source',
  destination: 'destination',
  target: 'destination',
}

/**
 * Which header cell holds what. Of a mappings report, `source_*` are the columns of a source and `destination_*`
 * those of any other side.
 */
export const mapColumns = (cells: readonly string[], side: Side): ColumnMap => {
  const known: KnownColumn[] = []
  const unknown: string[] = []
  const last = cells.findLastIndex((cell) => cell.trim() !== '')
  cells.slice(0, last + 1).forEach((cell, index) => {
    const names = columnNames(cell)
    const found = names.map((name) => lookUp(name, side)).find((hit) => hit !== undefined)
    if (found === undefined)
      unknown.push(cell.trim() === '' ? `number ${index + 1}, which has no name` : cell)
    else if (found !== 'ignored') known.push({ index, ...found })
  })
  return { known, unknown }
}

const lookUp = (name: string, side: Side): { field: Field; rank: number } | 'ignored' | undefined => {
  const plain = NAMES.get(name)
  if (plain !== undefined) return plain
  if (SILENT.has(name)) return 'ignored'
  const report = /^(source|destination)(id|username|name|caption)$/.exec(name)
  if (report === null) return undefined
  return report[1] === PREFIX[side] ? NAMES.get(report[2]!) : 'ignored'
}

/** How many header cells are known, which is what tells the delimiter. */
export const countKnown = (cells: readonly string[]): number =>
  cells.filter((cell) => columnNames(cell).some((name) => lookUp(name, 'source') !== undefined)).length
