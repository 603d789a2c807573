import { DuckDBIntegerVector } from '@duckdb/node-api'

interface IntegerMemory {
  items: Int32Array
  validity: { data: unknown }
}

/**
 * The memory behind an INTEGER vector of the (exactly pinned) driver: its own accessors check every value,
 * which costs ten times the copy. `nulls` tells whether a value may be absent.
 */
export const integerMemory = (vector: unknown): { items: Int32Array; nulls: boolean } => {
  if (!(vector instanceof DuckDBIntegerVector))
    throw new TypeError('Only INTEGER columns become typed arrays.')
  const { items, validity } = vector as unknown as IntegerMemory
  return { items, nulls: validity.data !== null }
}
