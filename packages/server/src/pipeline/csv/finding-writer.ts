import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api'
import type { Finding } from '@crosswalk/core'
import { rows } from '../../warehouse/duck.js'

const FLUSH_EVERY = 10_000

/** Writes what a reader finds to `staged_findings`, in order, in constant memory. Close it to store the rest. */
export class FindingWriter {
  #pending = 0
  private constructor(
    private readonly appender: DuckDBAppender,
    private readonly file: string,
    private seq: bigint,
  ) {}

  static async open(connection: DuckDBConnection, file: string): Promise<FindingWriter> {
    const seq = await nextSeq(connection, 'staged_findings')
    return new FindingWriter(await connection.createAppender('staged_findings'), file, BigInt(seq))
  }

  add(code: Finding['code'], line: number | null, args: Finding['args']): void {
    const { appender } = this
    appender.appendBigInt(this.seq++)
    appender.appendVarchar('READ')
    appender.appendVarchar(code)
    appender.appendVarchar(this.file)
    if (line === null) appender.appendNull()
    else appender.appendBigInt(BigInt(line))
    appender.appendNull()
    appender.appendVarchar(JSON.stringify(args).toWellFormed())
    appender.endRow()
    if (++this.#pending >= FLUSH_EVERY) {
      appender.flushSync()
      this.#pending = 0
    }
  }

  close(): void {
    this.appender.flushSync()
    this.appender.closeSync()
  }
}

/** The number after the last `seq` of a staged table. */
export const nextSeq = (connection: DuckDBConnection, table: string): Promise<number> =>
  numberOf(connection, `SELECT coalesce(max(seq) + 1, 0) AS n FROM ${table}`)

/** How many rows of a staged table have `seq` from `first` on. */
export const countFrom = (connection: DuckDBConnection, table: string, first: number): Promise<number> =>
  numberOf(connection, `SELECT count(*) AS n FROM ${table} WHERE seq >= ${first}`)

/** The `n` of the one row a statement gives. */
export const numberOf = async (connection: DuckDBConnection, sql: string): Promise<number> => {
  const [found] = await rows<{ n: bigint | number }>(connection, 'csv: count', sql)
  return Number(found?.n ?? 0)
}
