import type { RunTable } from '@crosswalk/core'
import { join } from 'node:path'
import { literal } from '../duck.js'

/** Schema version 1 is the current one: each table is its Parquet file, as it is. */
export const tableV1 = (folders: readonly string[], table: RunTable): string =>
  `read_parquet([${folders.map((folder) => literal(join(folder, `${table}.parquet`))).join(', ')}])`
