import { parseFilter, type ClauseInput, type Filter, type Report } from '@crosswalk/core'

import type { Run } from '../control/entities/run.js'
import type { RowPage } from '../ports.js'
import { Problem } from '../problem.js'
import type { EdgeOf } from './paging/connection.js'

/** @throws Problem `RUN_NOT_FINISHED` */
export function requireFinished(run: Run): void {
  if (run.state !== 'FINISHED')
    throw new Problem(
      'RUN_NOT_FINISHED',
      `Run ${run.number} is ${run.state.toLowerCase()}; its reports can be read once it has finished.`,
    )
}

/** @throws Problem `BAD_FILTER` naming every fault. */
export function readFilter(report: Report, clauses: readonly ClauseInput[] | null | undefined): Filter {
  const { filter, faults } = parseFilter(report, clauses ?? [])
  if (filter !== undefined) return filter
  const sentences = faults.map(({ path, message }) => `${['filter', ...path].join('.')}: ${message}`)
  throw new Problem('BAD_FILTER', sentences.join(' '))
}

/** The same filter, for rows of one kind. */
export const ofKind = (filter: Filter, kind: 'account' | 'group'): Filter =>
  readFilter(filter.report, [...filter.clauses, { field: 'KIND', op: 'IN', values: [kind] }])

export const edgesOf = <Row, Node>({ rows }: RowPage<Row>, nodeOf: (row: Row) => Node): EdgeOf<Node>[] =>
  rows.map(({ cursor, row }) => ({ cursor, node: nodeOf(row) }))
