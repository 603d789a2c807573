import type { Outcome, Resolution } from '@crosswalk/core'
import { identifier } from './duck.js'
import type { Duck, Row, StatementOptions } from './duck.js'
import { ROW_SHAPES } from './report-rows.js'
import type { OpenRun } from './run-tables.js'
import { Scope } from './scope.js'

/** The reports whose rows are compared from run to run. */
export type ComparedReport = 'mappings' | 'outcomes'

/** Resolution or outcome. */
export type StateOf<R extends ComparedReport> = R extends 'mappings' ? Resolution : Outcome

/** How many rows went from one state to another between two runs. */
export interface Move<S extends string = string> {
  /** State in the earlier run; null for rows only the later one has. */
  from: S | null
  /** State in the later run; null for rows only the earlier one has. */
  to: S | null
  /** Whether what the report says of them differs; false for rows of one run alone. */
  changed: boolean
  count: number
}

interface Compared {
  kind: string
  /** What a principal is known by: the first of these it has. */
  keys: readonly string[]
  state: string
  /** What the report says of it. */
  said: readonly string[]
}

const COMPARED: Readonly<Record<ComparedReport, Compared>> = {
  mappings: {
    kind: 'kind',
    keys: ['source_id', 'source_username', 'source_name', 'source_caption'],
    state: 'resolution',
    said: [
      ...['resolution', 'reason', 'destination_id', 'destination_username', 'destination_name'],
      'destination_caption',
    ],
  },
  outcomes: {
    kind: 'kind',
    keys: ['id', 'principal_name', 'name', 'caption'],
    state: 'outcome',
    said: ['outcome', 'relation', 'reason', 'resolution'],
  },
}

const keySql = ({ kind, keys }: Compared): string => {
  const cases = keys.map((column, index) => `WHEN ${column} IS NOT NULL THEN '${index}' || ${column}`)
  return `coalesce(${kind}, '') || ' ' || CASE ${cases.join(' ')} ELSE '' END`
}

const sideSql = (scope: Scope, run: number, report: ComparedReport): string => {
  const compared = COMPARED[report]
  return `SELECT ${keySql(compared)} AS key, ${compared.state} AS state,
      hash(${compared.said.join(', ')}) AS said,
      row_number() OVER (PARTITION BY key ORDER BY row_id) AS nth
    FROM ${scope.table(report, run)}`
}

/**
 * Rows by their state in an earlier and a later run. A principal is the same where its kind and the first of its id,
 * username, name and caption are; where several share them, they are paired in the order of the report.
 */
export const countMoves = <R extends ComparedReport>(
  duck: Duck,
  options: StatementOptions,
  [earlier, later]: readonly [OpenRun, OpenRun],
  report: R,
): Promise<Move<StateOf<R>>[]> => {
  const scope = new Scope([earlier, later])
  return duck.rows<Move<StateOf<R>>>(
    options,
    `SELECT a.state AS "from", b.state AS "to", coalesce(a.said <> b.said, FALSE) AS changed, count(*) AS count
     FROM (${sideSql(scope, 0, report)}) a FULL JOIN (${sideSql(scope, 1, report)}) b USING (key, nth)
     GROUP BY ALL ORDER BY ALL`,
  )
}

/** The row of the same principal in another run; null where it has none. */
export const counterpart = async (
  duck: Duck,
  options: StatementOptions,
  [run, other]: readonly [OpenRun, OpenRun],
  report: ComparedReport,
  rowId: number,
): Promise<Row | null> => {
  const { kind, keys } = COMPARED[report]
  const scope = new Scope([run, other])
  const [row] = await duck.rows(
    options,
    `SELECT ${[kind, ...keys].join(', ')} FROM ${scope.table(report, 0)} WHERE row_id = $1`,
    [rowId],
  )
  if (row === undefined) return null
  const place = keys.findIndex((column) => row[column] !== null)
  const [missing, key] = [keys.slice(0, place < 0 ? undefined : place), keys[place]]
  const same = [
    `${kind} IS NOT DISTINCT FROM $1`,
    ...missing.map((column) => `${column} IS NULL`),
    ...(key === undefined ? [] : [`${key} = $2`]),
  ].join(' AND ')
  const values = [row[kind] as string | null, ...(key === undefined ? [] : [row[key] as string])]
  const [earlier] = await duck.rows<{ count: number }>(
    options,
    `SELECT count(*) AS count FROM ${scope.table(report, 0)} WHERE ${same} AND row_id < $${values.length + 1}`,
    [...values, rowId],
  )
  const nth = earlier?.count ?? 0
  const found = await duck.rows(
    options,
    `SELECT ${ROW_SHAPES[report].columns.map(identifier).join(', ')} FROM ${scope.table(report, 1)}
     WHERE ${same} ORDER BY row_id LIMIT ${nth + 1}`,
    values,
  )
  return found[nth] ?? null
}
