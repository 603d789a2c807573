import type { RunTable } from '@crosswalk/core'
import { join } from 'node:path'
import { literal } from '../duck.js'
import type { Presented } from './versions.js'

/** Each table is its Parquet file, as it is. */
export const tableV1 = (folders: readonly string[], table: RunTable): Presented => ({
  columns: '*',
  from: `read_parquet([${folders.map((folder) => literal(join(folder, `${table}.parquet`))).join(', ')}])`,
})
