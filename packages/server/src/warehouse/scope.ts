import { OutcomeFlag, runsHash } from '@crosswalk/core'
import type { RunTable } from '@crosswalk/core'
import { literal } from './duck.js'
import { requireMade } from './report-made.js'
import type { OpenRun } from './run-tables.js'
import { SCHEMA_VERSIONS } from './schema/versions.js'

/** What follows from a mapping that is not shown is not shown either. */
const withoutMapping = (table: RunTable, rows: string): string => {
  if (table !== 'outcomes' && table !== 'outcomes.cube') return rows
  const flags = `(flags::BIGINT & ${~(OutcomeFlag.MAPPED | OutcomeFlag.WILL_DUPLICATE_PROFILE) >>> 0})::UINTEGER`
  return `SELECT * REPLACE (NULL::VARCHAR AS resolution, ${flags} AS flags) FROM (${rows})`
}

interface Placed {
  run: OpenRun
  index: number
}

/**
 * Runs asked together, in the order their rows come. A table of theirs is one relation: the columns of the table,
 * `run` (place of the row's run among these) and `job_id`.
 */
export class Scope {
  /** Equal for equal runs in equal order. */
  readonly key: string

  constructor(readonly runs: readonly OpenRun[]) {
    this.key = runsHash(runs.map(({ id }) => id))
  }

  get single(): boolean {
    return this.runs.length === 1
  }

  /** The table in all runs, in the one at a place, or in those at several. Throws `REPORT_NOT_MADE`. */
  table(name: RunTable, at?: number | ReadonlySet<number>): string {
    const places = typeof at === 'number' ? new Set([at]) : at
    const alike = new Map<string, Placed[]>()
    this.runs.forEach((run, index) => {
      if (places?.has(index) === false) return
      const kind = `${run.schemaVersion} ${run.mappingsUnavailable === null}`
      const group = alike.get(kind) ?? []
      group.push({ run, index })
      alike.set(kind, group)
    })
    return `(${[...alike.values()].map((group) => relation(name, group)).join(' UNION ALL ')})`
  }
}

const relation = (name: RunTable, group: readonly Placed[]): string => {
  const [first] = group
  const table = SCHEMA_VERSIONS.get(first?.run.schemaVersion ?? 0)
  if (first === undefined || table === undefined) throw new Error('A scope without a run that can be read.')
  for (const { run } of group) requireMade(run, name)
  const pick = (values: readonly string[]): string =>
    values.length === 1 ? (values[0] ?? '') : `[${values.join(', ')}][file_index::BIGINT + 1]`
  const { columns, from } = table(
    group.map(({ run }) => run.folder),
    name,
  )
  const rows = `SELECT ${columns}, ${pick(group.map(({ index }) => String(index)))}::INTEGER AS run,
    ${pick(group.map(({ run }) => literal(run.jobId)))} AS job_id FROM ${from}`
  return first.run.mappingsUnavailable === null ? rows : withoutMapping(name, rows)
}
