import type { ReportScope } from '../reports/scope.js'
import { useReport } from '../reports/useReport.js'
import { OUTCOME, OUTCOMES_HEAD, OUTCOMES_PAGE, type OutcomeRow } from './documents.js'

/** The principal migration report as the address asks for it. */
export const useOutcomes = (scope: () => ReportScope) =>
  useReport({
    report: 'outcomes',
    noun: 'principal',
    scope,
    query: OUTCOMES_PAGE,
    read: ({ principalOutcomesWindow: { totalCount, edges } }) => ({
      total: totalCount ?? 0,
      rows: edges.map(({ node }): OutcomeRow => node),
    }),
    head: { query: OUTCOMES_HEAD, facets: ({ principalOutcomesWindow: { facets } }) => facets },
    single: { query: OUTCOME, read: ({ principalOutcome }) => principalOutcome },
  })
