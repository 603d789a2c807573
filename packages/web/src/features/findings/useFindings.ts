import type { ReportScope } from '../reports/scope.js'
import { useReport } from '../reports/useReport.js'
import { FINDINGS_PAGE, FINDINGS_PAGE_HEAD, type FindingRow } from './documents.js'

export const useFindings = (scope: () => ReportScope) =>
  useReport({
    report: 'findings',
    noun: 'finding',
    scope,
    query: FINDINGS_PAGE,
    read: ({ findingsWindow: { totalCount, edges } }) => ({
      total: totalCount ?? 0,
      rows: edges.map(({ node }): FindingRow => node),
    }),
    head: { query: FINDINGS_PAGE_HEAD, facets: ({ findingsWindow: { facets } }) => facets },
  })
