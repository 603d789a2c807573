import type { DuckDBConnection } from '@duckdb/node-api'
import { IDENTITY_FIELDS } from '@crosswalk/core'
import type { FindingCode, MappingPlan } from '@crosswalk/core'
import { execute, rows } from '../../warehouse/duck.js'
import { lookUpIdentities, lookupFieldSql, readingColumnsSql } from './identity-lookup.js'
import type { Side } from './identity-lookup.js'
import { foldSql } from './keys.js'
import { addVerdicts } from './verdicts.js'

const CELLS = (['source', 'destination'] as const).flatMap((side) =>
  IDENTITY_FIELDS.map((field) => `${side}_${field}`),
)

/**
 * Core's `resolveExceptions` for all staged lines: the verdicts of the rows they name, table `exceptions` (every line,
 * with the rows it was used for; none: not used), and a finding for each line that was not used as it stands.
 */
export const applyExceptions = async (connection: DuckDBConnection, plan: MappingPlan): Promise<void> => {
  const [staged] = await rows<{ lines: number }>(
    connection,
    'exceptions: count',
    'SELECT count(*) AS lines FROM staged_exceptions',
  )
  const used = plan.on && staged !== undefined && staged.lines > 0
  if (used) await lookUpLines(connection)
  await execute(
    connection,
    'exceptions: table',
    `CREATE OR REPLACE TABLE exceptions AS
     SELECT row_number() OVER (ORDER BY x.seq) - 1 AS row_id, ${used ? 'u.source_row' : 'NULL::BIGINT'} AS source_row,
       ${used ? 'u.dest_row' : 'NULL::BIGINT'} AS dest_row,
       ${used ? `coalesce(u.kind, ${typeSql})` : typeSql} AS kind, ${CELLS.map((cell) => `x.${cell}`).join(', ')},
       x.origin_file, x.origin_line
     FROM staged_exceptions x ${used ? 'LEFT JOIN exception_uses u ON u.seq = x.seq' : ''} ORDER BY row_id`,
  )
  if (!used) return
  await addVerdicts(
    connection,
    'exceptions',
    `SELECT h.row_id, CASE WHEN u.stop IS NULL THEN 'EXCEPTION' ELSE 'UNRESOLVED' END, u.dest_row, u.stop, NULL
     FROM exception_uses u JOIN source_hits h ON h.seq = u.seq`,
  )
  await addExceptionFindings(connection)
  for (const table of TABLES) await execute(connection, 'exceptions: clean up', `DROP TABLE ${table}`)
}

const TABLES = [
  ...['exception_lines', 'exception_sources', 'exception_uses'],
  ...['source_hits', 'source_lookups', 'destination_hits', 'destination_lookups'],
]

const typeWord = foldSql('x.type')
const typeSql = `CASE WHEN ${typeWord} = 'account' OR ${typeWord} = 'user' THEN 'account'
  WHEN ${typeWord} = 'group' THEN 'group' END`

/** Tables `source_lookups`, `destination_lookups` (see `lookUpIdentities`), `exception_sources` and `exception_uses`. */
const lookUpLines = async (connection: DuckDBConnection): Promise<void> => {
  await execute(
    connection,
    'exceptions: lines',
    `CREATE OR REPLACE TEMP TABLE exception_lines AS
     SELECT x.seq, ${typeSql} AS wanted, ${CELLS.map((cell) => `x.${cell}`).join(', ')},
       ${readingColumnsSql('source')}, ${readingColumnsSql('destination')}
     FROM staged_exceptions x`,
  )
  await lookUpIdentities(connection, 'source', 'exception_lines')
  await execute(
    connection,
    'exceptions: sources',
    `CREATE OR REPLACE TEMP TABLE exception_sources AS
     WITH named AS (
       SELECT l.seq, s.lookup IS NULL AS no_source, ${lookupFieldSql('destination')} IS NULL AS no_target,
         s.kind, s.first_row
       FROM exception_lines l JOIN source_lookups s ON s.seq = l.seq
     ), judged AS (
       SELECT n.*, x.row_id IS NOT NULL AS excluded
       FROM named n LEFT JOIN excluded_source x ON x.row_id = n.first_row
     ), first_use AS (
       SELECT first_row, min(seq) AS seq FROM judged
       WHERE NOT no_source AND NOT no_target AND NOT excluded AND first_row IS NOT NULL GROUP BY first_row
     )
     SELECT j.*, NOT excluded AND f.seq IS NOT NULL AND f.seq <> j.seq AS duplicate,
       NOT excluded AND f.seq = j.seq AS used
     FROM judged j
     LEFT JOIN first_use f ON f.first_row = j.first_row AND NOT j.no_source AND NOT j.no_target`,
  )
  await lookUpIdentities(
    connection,
    'destination',
    `(SELECT l.* REPLACE (s.kind AS wanted) FROM exception_lines l
      JOIN exception_sources s ON s.seq = l.seq WHERE s.used)`,
  )
  await execute(
    connection,
    'exceptions: uses',
    `CREATE OR REPLACE TEMP TABLE exception_uses AS
     SELECT s.seq, s.kind, s.first_row AS source_row,
       CASE WHEN x.row_id IS NULL THEN d.first_row END AS dest_row,
       CASE WHEN d.not_unique > 0 THEN 'AMBIGUOUS' WHEN d.first_row IS NULL THEN 'EXCEPTION_TARGET_UNKNOWN'
         WHEN x.row_id IS NOT NULL THEN 'EXCLUDED' END AS stop
     FROM exception_sources s
     JOIN destination_lookups d ON d.seq = s.seq
     LEFT JOIN excluded_destination x ON x.row_id = d.first_row
     WHERE s.used`,
  )
}

interface FindingQuery {
  code: FindingCode
  /** A struct over `from`, whose rows have seq. */
  args: string
  from: string
}

const LOOKED_UP = 'source_lookups l JOIN exception_sources s ON s.seq = l.seq'
/** Lines that name a source and a destination. */
const COMPLETE = `${LOOKED_UP} WHERE NOT s.no_source AND NOT s.no_target`

const disagreements = (side: Side): FindingQuery[] =>
  IDENTITY_FIELDS.map((field) => ({
    code: 'EXCEPTION_DISAGREES',
    args: `{'by': l.lookup, 'field': '${field}', 'given': x.${side}_${field}, 'found': l.differs_${field}}`,
    from:
      side === 'source'
        ? `${LOOKED_UP} JOIN exception_lines x ON x.seq = l.seq
           WHERE NOT s.no_source AND NOT s.no_target AND l.first_row IS NOT NULL AND l.differs_${field} IS NOT NULL`
        : `destination_lookups l JOIN exception_lines x ON x.seq = l.seq
           WHERE l.first_row IS NOT NULL AND l.differs_${field} IS NOT NULL`,
  }))

const notUnique = (side: Side, from: string): FindingQuery => ({
  code: 'EXCEPTION_NOT_UNIQUE',
  args: `{'side': '${side}', 'identity': l.text, 'count': l.not_unique}`,
  from,
})

const source = `{'source': l.text}`
const USED = 'destination_lookups l JOIN exception_uses u ON u.seq = l.seq'

/** In the order core reports them for one line. */
const QUERIES: readonly FindingQuery[] = [
  { code: 'EMPTY_IDENTITY', args: `'{}'::JSON`, from: `${LOOKED_UP} WHERE s.no_source` },
  {
    code: 'EXCEPTION_WITHOUT_TARGET',
    args: source,
    from: `${LOOKED_UP} WHERE NOT s.no_source AND s.no_target`,
  },
  {
    code: 'EXCEPTION_SOURCE_UNKNOWN',
    args: source,
    from: `${COMPLETE} AND l.first_row IS NULL AND l.not_unique = 0`,
  },
  { code: 'EXCEPTION_AMBIGUOUS', args: source, from: `${COMPLETE} AND l.both_kinds` },
  notUnique('source', `${COMPLETE} AND l.not_unique > 0`),
  ...disagreements('source'),
  { code: 'EXCEPTION_EXCLUDED', args: source, from: `${COMPLETE} AND s.excluded` },
  { code: 'EXCEPTION_DUPLICATE', args: source, from: `${COMPLETE} AND s.duplicate` },
  {
    code: 'EXCEPTION_TARGET_UNKNOWN',
    args: `{'destination': l.text}`,
    from: `${USED} WHERE u.stop = 'EXCEPTION_TARGET_UNKNOWN'`,
  },
  notUnique('destination', `${USED} WHERE l.not_unique > 0`),
  ...disagreements('destination'),
  { code: 'EXCEPTION_EXCLUDED', args: source, from: `${USED} WHERE u.stop = 'EXCLUDED'` },
]

const addExceptionFindings = (connection: DuckDBConnection): Promise<void> =>
  execute(
    connection,
    'exceptions: findings',
    `INSERT INTO staged_findings
     SELECT (SELECT coalesce(max(seq) + 1, 0) FROM staged_findings) + row_number() OVER (ORDER BY f.seq, f.turn) - 1,
       'RESOLVE', f.code, x.origin_file, x.origin_line, NULL, f.args
     FROM (${QUERIES.map(
       ({ code, args, from }, turn) =>
         `SELECT l.seq, ${turn} AS turn, '${code}' AS code, to_json(${args})::VARCHAR AS args FROM ${from}`,
     ).join(' UNION ALL ')}) f
     JOIN staged_exceptions x ON x.seq = f.seq`,
  )
