import { identifier } from './duck.js'
import type { Duck, Row, StatementOptions } from './duck.js'
import { Parameters, compileFilter } from './filter-sql.js'
import type { PagePlan } from './page.js'

/** What is read: a relation, its columns and its number of rows (`row_id` is dense from 0). */
export interface PageSource {
  relation: string
  columns: readonly string[]
  rowCount: number
}

/** Going back, only so many rows before the key are looked at first; then sixteen times as many, and so on. */
const FIRST_WINDOW = 4096
const WINDOW_GROWTH = 16

/**
 * The next `size + 1` rows beyond the plan's key, with the position of their sort value; nearest first. Keyset all
 * the way: the rows are in `row_id` order, so a statement touches only the row groups it needs.
 * `positions` are the sort values that have rows under the filter.
 */
export const readPage = async (
  duck: Duck,
  options: StatementOptions,
  plan: PagePlan,
  source: PageSource,
  positions: readonly number[],
): Promise<{ position: number; row: Row }[]> => {
  const { forward, from } = plan
  const found: { position: number; row: Row }[] = []
  const need = () => plan.size + 1 - found.length
  const ahead = positions.filter(
    (position) => !from || (forward ? position >= from.position : position <= from.position),
  )

  const read = async (position: number, low: number, high: number): Promise<void> => {
    const parameters = new Parameters()
    const value = plan.values[position] ?? null
    const conditions = [
      compileFilter(plan.filter, parameters),
      ...(plan.column === null ? [] : [sortCondition(plan.column, value, parameters)]),
      `row_id >= ${parameters.add(low)}`,
      `row_id < ${parameters.add(high)}`,
    ]
    const rows = await duck.rows(
      options,
      `SELECT ${source.columns.map(identifier).join(', ')} FROM ${source.relation}
       WHERE ${conditions.join(' AND ')} ORDER BY row_id ${forward ? 'ASC' : 'DESC'} LIMIT ${need()}`,
      parameters.values,
    )
    found.push(...rows.map((row) => ({ position, row })))
  }

  for (const position of forward ? ahead : ahead.toReversed()) {
    const start = from?.position === position ? from.rowId : null
    if (forward) await read(position, start === null ? 0 : start + 1, source.rowCount)
    else {
      let high = Math.min(start ?? source.rowCount, source.rowCount)
      for (let window = FIRST_WINDOW; high > 0 && need() > 0; window *= WINDOW_GROWTH) {
        const low = Math.max(0, high - window)
        await read(position, low, high)
        high = low
      }
    }
    if (need() === 0) break
  }
  return found
}

const sortCondition = (column: string, value: string | null, parameters: Parameters): string =>
  value === null ? `${identifier(column)} IS NULL` : `${identifier(column)} = ${parameters.add(value)}`
