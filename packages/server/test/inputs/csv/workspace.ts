import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { createStaging } from '../../../src/pipeline/staging.js'
import { stageDirectoryCsv } from '../../../src/pipeline/csv/stage-directory-csv.js'
import { stageExceptionsCsv } from '../../../src/pipeline/csv/stage-exceptions-csv.js'
import type { Side } from '../../../src/inputs/rows.js'
import { openDuck, rows } from '../../../src/warehouse/duck.js'

export interface StagedFinding {
  code: string
  line: number | null
  args: Record<string, string | number>
}

/** A folder, a database with the staged tables, and the reader at work on files put there. */
export const openWorkspace = async (threads = 2) => {
  const folder = mkdtempSync(join(tmpdir(), 'crosswalk-csv-'))
  const duck = await openDuck({ threads, memoryLimit: '1GB' })
  const connection: DuckDBConnection = await duck.connect()
  await createStaging(connection)
  const put = (
    content: string | Uint8Array,
    name = 'in.csv',
  ): { path: string; label: string; workFolder: string } => {
    writeFileSync(join(folder, name), content)
    return { path: join(folder, name), label: name, workFolder: folder }
  }
  const all = <R>(table: string): Promise<R[]> =>
    rows<R>(connection, 'test', `SELECT * FROM ${table} ORDER BY seq`)
  return {
    folder,
    connection,
    put,
    all,
    directory: (content: string | Uint8Array, side: Side = 'source') =>
      stageDirectoryCsv(connection, { ...put(content), side }),
    exceptions: (content: string | Uint8Array) => stageExceptionsCsv(connection, put(content)),
    reset: () => createStaging(connection),
    /** Staged principals without what is null or the same for all. */
    principals: async (): Promise<Record<string, unknown>[]> =>
      (await all<Record<string, unknown>>('staged_principals')).map((row) =>
        present(row, ['side', 'origin_file']),
      ),
    memberships: async (): Promise<string[]> =>
      (
        await all<{
          member_by: string
          member: string
          group_by: string
          group: string
          origin_line: bigint
        }>('staged_memberships')
      ).map((m) => `${m.origin_line} ${m.member_by}:${m.member} in ${m.group_by}:${m.group}`),
    findings: async (): Promise<StagedFinding[]> =>
      (await all<{ code: string; line: bigint | null; args: string }>('staged_findings')).map(
        ({ code, line, args }) => ({
          code,
          line: line === null ? null : Number(line),
          args: JSON.parse(args) as Record<string, string | number>,
        }),
      ),
    close: () => {
      connection.closeSync()
      duck.close()
      rmSync(folder, { recursive: true })
    },
  }
}
export type Workspace = Awaited<ReturnType<typeof openWorkspace>>

const present = (row: Record<string, unknown>, without: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([name, value]) => value !== null && !without.includes(name))
      .map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]),
  )
