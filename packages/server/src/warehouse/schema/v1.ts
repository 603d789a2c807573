import type { RunTable } from '@crosswalk/core'
import { join } from 'node:path'
import { literal } from '../duck.js'

/** Schema version 1 is the current one: each table is its Parquet file, as it is. */
export const tableV1 = (folder: string, table: RunTable): string =>
  `read_parquet(${literal(join(folder, `${table}.parquet`))})`
