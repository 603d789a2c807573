import { REPORT_DIFFERENCES, type ReportDifference } from '@crosswalk/core'
import { join } from 'node:path'
import { DIFFERENCES_FILE, type DifferingRow } from '../pipeline/validate/validate-report.js'
import type { Ask } from './asking.js'
import { literal, openDuck } from './duck.js'
import { listCursor, readListCursor } from './list-cursor.js'
import type { Page } from './page.js'

/** Where a comparison left its differing rows, and how many it has of each sort. */
export interface Differences {
  folder: string
  counts: Readonly<Record<ReportDifference, number>>
  /** Names the comparison in cursors. */
  list: string
}

/** Rows after a cursor, or from a place on; of these differences only, where any are named. */
export interface DifferencesQuery {
  differences: readonly ReportDifference[] | null
  after?: string | null
  at?: number
  limit: number
}

export type DifferencesPage = Page<DifferingRow> & { total: number }

interface Stretch {
  from: number
  count: number
}

/** @throws Problem `BAD_CURSOR` */
export const differencesPage = async (
  ask: Ask,
  { folder, counts, list }: Differences,
  { differences, after, at = 0, limit }: DifferencesQuery,
): Promise<DifferencesPage> => {
  const stretches = stretchesOf(counts, differences)
  const named = `${list} ${differences?.join(' ') ?? ''}`
  const total = stretches.reduce((sum, { count }) => sum + count, 0)
  const first = after == null ? at : readListCursor(after, named, 1)[0]! + 1
  const wanted = sliceOf(stretches, first, limit)
  const rows =
    wanted.length === 0
      ? []
      : await ask<DifferingRow>(
          'differing rows',
          `${allRows(folder)}
           WHERE ${wanted.map(({ from, count }) => `row_id BETWEEN ${from} AND ${from + count - 1}`).join(' OR ')}
           ORDER BY row_id`,
        )
  return {
    edges: rows.map((node, index) => ({ cursor: listCursor(named, [first + index]), node })),
    hasNextPage: first + rows.length < total,
    hasPreviousPage: first > 0 && total > 0,
    total,
  }
}

/** Rows lie difference by difference: each is a range of row numbers. */
const stretchesOf = (
  counts: Differences['counts'],
  differences: readonly ReportDifference[] | null,
): Stretch[] => {
  let from = 0
  return (Object.keys(REPORT_DIFFERENCES) as ReportDifference[]).flatMap((code) => {
    const stretch = { from, count: counts[code] }
    from += stretch.count
    return differences === null || differences.includes(code) ? [stretch] : []
  })
}

const sliceOf = (stretches: readonly Stretch[], at: number, limit: number): Stretch[] => {
  let skip = at
  let left = limit
  return stretches.flatMap(({ from, count }) => {
    const skipped = Math.min(skip, count)
    const taken = Math.min(left, count - skipped)
    skip -= skipped
    left -= taken
    return taken === 0 ? [] : [{ from: from + skipped, count: taken }]
  })
}

/** All differing rows in order, in chunks, by a DuckDB of their own. */
export async function* readDifferences(folder: string): AsyncGenerator<DifferingRow[]> {
  const duck = await openDuck({
    threads: 1,
    memoryLimit: '256MB',
    lockdown: { allowedDirectories: [folder] },
  })
  try {
    yield* duck.stream<DifferingRow>({ name: 'differing rows' }, `${allRows(folder)} ORDER BY row_id`)
  } finally {
    duck.close()
  }
}

const allRows = (folder: string): string =>
  `SELECT * FROM read_parquet(${literal(join(folder, DIFFERENCES_FILE))})`
