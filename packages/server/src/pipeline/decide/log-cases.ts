import type { DuckDBConnection } from '@duckdb/node-api'
import { MappingFlag, OutcomeFlag, type LoggedCase } from '@crosswalk/core'
import { rows } from '../../warehouse/duck.js'
import type { PhaseContext } from '../phase.js'

/** Lines a case may take in the log; the rest is one line with their number, and all are in the reports. */
const MOST_LINES = 1000

/** The exceptional cases as conditions over the report rows `m` (mappings) and `o` (outcomes). */
const CASES: Readonly<Record<LoggedCase, string>> = {
  /** "If a user has no email address in the profile/email field …, the user in question may be migrated but is not mapped." */
  NO_EMAIL: `m.flags & ${MappingFlag.NO_EMAIL} <> 0`,
  /** "If the user is disabled, it is treated the same as other users; it is mapped and migrated as normal, and remains disabled." */
  DISABLED: `m.flags & ${MappingFlag.DISABLED} <> 0`,
  /** "If a principal exists with any of the same uniqueness-constrained data …, the principal in question is not migrated." */
  UNIQUE_CONFLICT: `o.reason = 'UNIQUE_CONFLICT'`,
  /** "If a user is not mapped to IMS via user mapping, … a new (duplicate) profile will be created on AEM." */
  NOT_MAPPED: `o.flags & ${OutcomeFlag.WILL_DUPLICATE_PROFILE} <> 0`,
  /** "Duplicate email addresses are not permitted in IMS, but they are permitted in AEM." */
  DUPLICATE_EMAIL: `m.flags & ${MappingFlag.DUPLICATE_EMAIL} <> 0`,
}

const CODES = Object.keys(CASES) as LoggedCase[]
const CASE_ROWS = 'FROM mappings m JOIN outcomes o USING (row_id)'

/** How many principals each case concerns; `mappings` and `outcomes` are attached. */
export const countCases = async (
  connection: DuckDBConnection,
): Promise<{ code: LoggedCase; count: number }[]> => {
  const counts = CODES.map((code) => `count(*) FILTER (${CASES[code]}) AS "${code}"`)
  const [counted] = await rows<Record<LoggedCase, number>>(
    connection,
    'count cases',
    `SELECT ${counts.join(', ')} ${CASE_ROWS}`,
  )
  return CODES.map((code) => ({ code, count: counted?.[code] ?? 0 }))
}

/** Writes the cases to the run's log, by authorizable id, in report order. */
export const logCases = async ({ connection, folder, log }: PhaseContext): Promise<void> => {
  await folder.attach(connection, 'mappings', 'outcomes')
  for (const { code, count } of await countCases(connection)) {
    if (count === 0) continue
    const listed = await rows<{ principal: string }>(
      connection,
      `list ${code}`,
      `SELECT coalesce(o.id, o.principal_name, '') AS principal ${CASE_ROWS}
       WHERE ${CASES[code]} ORDER BY row_id LIMIT ${MOST_LINES}`,
    )
    log.writeAll(
      listed.map(({ principal }) => ({ level: 'warn', code: `CASE_${code}`, args: { principal } })),
    )
    if (count > listed.length) log.write('warn', `CASE_${code}_MORE`, { count: count - listed.length })
  }
}
