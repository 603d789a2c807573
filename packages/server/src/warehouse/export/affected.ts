import type { AffectedBy, Filter, RunTable } from '@crosswalk/core'
import { decodeRowId } from '@crosswalk/core'
import type { Explainer } from '../../explain/requests.js'
import { literal } from '../duck.js'
import type { Duck, StatementOptions } from '../duck.js'
import { compileFilter, Parameters } from '../filter-sql.js'
import { ITEM_PEOPLE } from '../item-people.js'

/** The principals whose grants are meant, ascending; null: anybody's. */
export type Whose = readonly number[] | null

/** @throws what an `Explainer` throws */
export const whoseGrants = async (
  explainer: Explainer,
  folder: string,
  affectedBy: AffectedBy | undefined,
): Promise<Whose> => {
  const at = affectedBy && decodeRowId(affectedBy.id)
  if (!at) return null
  const effective = affectedBy.mode === 'EFFECTIVE'
  return [...(await explainer.ask(folder, { what: 'whose', principal: at.rowId, effective }))].sort(
    (a, b) => a - b,
  )
}

/** The column names one of them; or anybody. */
export const isOne = (whose: Whose, parameters: Parameters): ((column: string) => string) => {
  if (whose === null) return (column) => `${column} IS NOT NULL`
  const list = parameters.add(whose)
  return (column) => `${column} IN (SELECT unnest(${list}))`
}

/** The items under the filter that have a grant for one of them, as a query. */
export const keptItems = (
  table: (name: RunTable) => string,
  filter: Filter,
  whose: Whose,
  parameters: Parameters,
): string => {
  const kept = `SELECT * FROM ${table('items')} WHERE ${compileFilter(filter, parameters)}`
  if (whose === null) return kept
  const one = isOne(whose, parameters)
  const named = Object.values(ITEM_PEOPLE).map((column) => ` OR ${one(column)}`)
  return `${kept} AND (policy_set IN (SELECT "set" FROM ${table('policy_sets')} WHERE ${one('principal')})${named.join('')})`
}

export const countAffected = async (
  duck: Duck,
  options: StatementOptions,
  table: (name: RunTable) => string,
  filter: Filter,
  whose: Whose,
): Promise<number> => {
  const parameters = new Parameters()
  const sql = keptItems(table, filter, whose, parameters)
  const [row] = await duck.rows<{ count: number }>(
    options,
    `SELECT count(*) AS count FROM (${sql})`,
    parameters.values,
  )
  return row?.count ?? 0
}

/** Writes those items as a Parquet file in path order, numbered from 0 by `place`, so that an export is a plain scan. */
export const writeAffected = async (
  duck: Duck,
  options: StatementOptions,
  table: (name: RunTable) => string,
  filter: Filter,
  whose: Whose,
  path: string,
): Promise<void> => {
  const parameters = new Parameters()
  await duck.execute(
    options,
    `COPY (
       SELECT row_number() OVER (ORDER BY row_id) - 1 AS place, *
       FROM (${keptItems(table, filter, whose, parameters)}) ORDER BY place
     ) TO ${literal(path)} (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)`,
    parameters.values,
  )
}
