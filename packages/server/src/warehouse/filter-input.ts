import { parseFilter } from '@crosswalk/core'
import type { ClauseInput, Filter, Report } from '@crosswalk/core'
import { Problem } from '../problem.js'

/** The filter a request asks for. Throws one `BAD_FILTER` that names every fault; `where.path` is the first's. */
export const filterOf = (report: Report, clauses: readonly ClauseInput[]): Filter => {
  const { filter, faults } = parseFilter(report, clauses)
  if (filter) return filter
  const named = faults.map(({ message, path }) => `filter.${path.join('.')}: ${message}`)
  throw new Problem('BAD_FILTER', named.join(' '), { path: `filter.${faults[0]?.path.join('.') ?? ''}` })
}
