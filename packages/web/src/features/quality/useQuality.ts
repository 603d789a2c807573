import type { ReportScope } from '../reports/scope.js'
import { useReport } from '../reports/useReport.js'
import { QUALITY, QUALITY_HEAD, type QualityRow } from './documents.js'

export const useQuality = (scope: () => ReportScope) =>
  useReport({
    report: 'source_quality',
    noun: 'issue',
    scope,
    query: QUALITY,
    read: ({ sourceQualityWindow: { totalCount, edges } }) => ({
      total: totalCount ?? 0,
      rows: edges.map(({ node }): QualityRow => node),
    }),
    head: { query: QUALITY_HEAD, facets: ({ sourceQualityWindow: { facets } }) => facets },
  })
