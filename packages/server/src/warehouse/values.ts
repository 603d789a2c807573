import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  DuckDBBlobValue,
  DuckDBListValue,
  DuckDBStructValue,
  DuckDBTypeId,
  LIST,
  SQLNULL,
  VARCHAR,
  listValue,
} from '@duckdb/node-api'
import type { DuckDBResult, DuckDBType, DuckDBValue } from '@duckdb/node-api'

export type Param = string | number | bigint | boolean | null | readonly string[] | readonly number[]
/** Named (`$name`) or positional (`$1`) parameters of one statement. */
export type Params = Readonly<Record<string, Param>> | readonly Param[]

export type Value =
  string | number | bigint | boolean | null | Uint8Array | Value[] | { [key: string]: Value }
export type Row = Record<string, Value>

const isNumbers = (values: readonly (string | number)[]): values is readonly number[] =>
  typeof values[0] === 'number'

const bindOne = (param: Param): [DuckDBValue, DuckDBType] => {
  if (param === null) return [null, SQLNULL]
  if (typeof param === 'string') return [param, VARCHAR]
  if (typeof param === 'boolean') return [param, BOOLEAN]
  if (typeof param === 'bigint') return [param, BIGINT]
  if (typeof param === 'number')
    return Number.isSafeInteger(param) ? [BigInt(param), BIGINT] : [param, DOUBLE]
  return isNumbers(param)
    ? [listValue(param.map((value) => BigInt(value))), LIST(BIGINT)]
    : [listValue([...param]), LIST(VARCHAR)]
}

type Bound = [DuckDBValue[] | Record<string, DuckDBValue>, DuckDBType[] | Record<string, DuckDBType>]

/** JavaScript parameters as the driver wants them: every one with its type, so that empty lists and nulls bind. */
export const bind = (params: Params): Bound => {
  if (Array.isArray(params)) {
    const bound = (params as readonly Param[]).map(bindOne)
    return [bound.map(([value]) => value), bound.map(([, type]) => type)]
  }
  const bound = Object.entries(params as Record<string, Param>).map(([k, v]) => [k, bindOne(v)] as const)
  return [
    Object.fromEntries(bound.map(([key, [value]]) => [key, value])),
    Object.fromEntries(bound.map(([key, [, type]]) => [key, type])),
  ]
}

const checked = (value: bigint): number => {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new RangeError('An integer result is beyond 2^53.')
  return number
}

const plain = (value: DuckDBValue): Value => {
  if (typeof value === 'bigint') return checked(value)
  if (value === null || typeof value !== 'object') return value
  if (value instanceof DuckDBListValue) return value.items.map(plain)
  if (value instanceof DuckDBBlobValue) return value.bytes
  if (value instanceof DuckDBStructValue)
    return Object.fromEntries(Object.entries(value.entries).map(([key, entry]) => [key, plain(entry)]))
  return value.toString()
}

/**
 * The rows of a result, chunk by chunk, as plain objects. Integers of any width are numbers (a value beyond 2^53
 * throws), except UBIGINT, which holds hashes and stays a bigint; lists are arrays, structs objects, blobs bytes.
 */
export async function* rowsOf(result: DuckDBResult): AsyncGenerator<Row[]> {
  const names = result.deduplicatedColumnNames()
  const hashes = names.map((_, column) => result.columnTypeId(column) === DuckDBTypeId.UBIGINT)
  for (
    let chunk = await result.fetchChunk();
    chunk && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    const rows: Row[] = Array.from({ length: chunk.rowCount }, () => ({}))
    names.forEach((name, column) => {
      const keep = hashes[column]
      chunk?.visitColumnValues(column, (value, index) => {
        const row = rows[index]
        if (row) row[name] = keep && typeof value === 'bigint' ? value : plain(value)
      })
    })
    yield rows
  }
}
