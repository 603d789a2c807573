import type { DataSource } from 'typeorm'

import { Problem } from '../problem.js'

/** The first SQLite in which a WAL reset cannot corrupt the database (sqlite.org/wal.html). */
const NEEDED = [3, 51, 3] as const

/** @throws Problem `SQLITE_TOO_OLD` */
export async function checkSqliteVersion(source: DataSource): Promise<void> {
  const rows = await source.query<{ version: string }[]>('SELECT sqlite_version() AS version')
  const version = rows[0]?.version ?? '0'
  if (!isNewEnough(version))
    throw new Problem(
      'SQLITE_TOO_OLD',
      `SQLite ${version} may corrupt the control store; ${NEEDED.join('.')} or newer is needed. ` +
        'Install the dependencies again with the pinned versions.',
    )
}

export function isNewEnough(version: string): boolean {
  const parts = version.split('.').map(Number)
  for (const [index, needed] of NEEDED.entries()) {
    const part = parts[index] ?? 0
    if (part !== needed) return part > needed
  }
  return true
}
