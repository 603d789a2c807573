import type { Filter, SortedCopy } from '@crosswalk/core'
import { identifier, literal } from '../duck.js'
import type { Duck, StatementOptions } from '../duck.js'
import { Parameters, compileFilter } from '../filter-sql.js'
import type { Scope } from '../scope.js'

/** Writes several runs' sorted copies as one, in the order in which pages merge them, numbered anew. */
export const writeMerged = async (
  duck: Duck,
  options: StatementOptions,
  scope: Scope,
  { table, column, descending }: SortedCopy,
  filter: Filter,
  path: string,
): Promise<void> => {
  const parameters = new Parameters()
  const order = `${identifier(column)} ${descending ? 'DESC' : 'ASC'}, run, place`
  await duck.execute(
    options,
    `COPY (
       SELECT row_number() OVER () - 1 AS place, * EXCLUDE (place)
       FROM (SELECT * FROM ${scope.table(table)} WHERE ${compileFilter(filter, parameters)} ORDER BY ${order})
     ) TO ${literal(path)} (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)`,
    parameters.values,
  )
}
