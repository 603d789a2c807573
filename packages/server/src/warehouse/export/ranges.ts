import { planChunks } from '@crosswalk/core'
import type { RowKey } from '@crosswalk/core'
import type { Duck, StatementOptions } from '../duck.js'
import type { Parameters } from '../filter-sql.js'
import { countLegs, legCondition, positionOf } from './legs.js'
import type { Position, Source, SourceRun } from './legs.js'

/** Consecutive rows of one leg, by their numbers, both ends included. */
export interface Range {
  readonly run: number
  readonly value?: string | null
  readonly from: number
  readonly to: number
}

/** A part of an export, found in the runs: the same for ever, since finished runs never change. */
export interface PartRange {
  readonly number: number
  readonly rows: number
  readonly ranges: readonly Range[]
  readonly first: RowKey | null
  readonly last: RowKey | null
}

/** Cuts the rows of a source into parts. One scan a table, then one block a border. */
export const findParts = async (
  duck: Duck,
  options: StatementOptions,
  source: Source,
  partRows: number,
): Promise<PartRange[]> => {
  const legs = await countLegs(duck, options, source)
  const planned = planChunks(
    legs.map((leg) => leg.rows),
    partRows,
  )
  const parts: PartRange[] = []
  for (const { number, rows, slices } of planned) {
    const ranges: Range[] = []
    const ends: Position[] = []
    for (const slice of slices) {
      const leg = legs[slice.leg]
      if (leg === undefined) throw new RangeError('A slice of no leg.')
      const from = await positionOf(duck, options, source, leg, slice.first)
      const to = await positionOf(duck, options, source, leg, slice.first + slice.rows - 1)
      ranges.push({ run: leg.run, value: leg.value, from: from.at, to: to.at })
      ends.push(from, to)
    }
    parts.push({ number, rows, ranges, first: ends[0]?.key ?? null, last: ends.at(-1)?.key ?? null })
  }
  return parts
}

/**
 * The rows of a part: scan, filter and projection of each range, one after the other. UNION ALL keeps the order of
 * its sides, and of their rows, at any number of threads.
 */
export const partQuery = (
  source: Source,
  ranges: readonly Range[],
  select: (run: SourceRun, parameters: Parameters) => string,
  parameters: Parameters,
): string => {
  const [first] = source.runs
  if (first === undefined) throw new Error('An export is of at least one run.')
  if (ranges.length === 0) return `SELECT ${select(first, parameters)} FROM ${first.relation} WHERE FALSE`
  const { numbered } = source
  return ranges
    .map((range) => {
      const run = source.runs[range.run] ?? first
      return `SELECT ${select(run, parameters)} FROM ${run.relation}
        WHERE ${legCondition(source, range, parameters)}
          AND ${numbered} >= ${parameters.add(range.from)} AND ${numbered} <= ${parameters.add(range.to)}`
    })
    .join(' UNION ALL ')
}
