import { computed } from 'vue'
import type { ReportScope } from '../reports/scope.js'
import { useReport } from '../reports/useReport.js'
import { MAPPING, MAPPINGS, MAPPINGS_HEAD, type MappingRow } from './documents.js'

/** User mappings as the address asks for them. */
export const useMappings = (scope: () => ReportScope) => {
  const report = useReport({
    report: 'mappings',
    noun: 'mapping',
    scope,
    query: MAPPINGS,
    read: ({ mappingsWindow: answer }) =>
      answer.__typename === 'MappingConnection'
        ? { total: answer.totalCount ?? 0, rows: answer.edges.map(({ node }): MappingRow => node) }
        : null,
    head: {
      query: MAPPINGS_HEAD,
      facets: ({ mappingsWindow: answer }) =>
        answer.__typename === 'MappingConnection' ? answer.facets : null,
    },
    single: { query: MAPPING, read: ({ mapping }) => mapping },
  })
  return {
    report,
    counts: computed(() => {
      const answer = report.head.value?.mappingsWindow
      return answer?.__typename === 'MappingConnection' ? answer : null
    }),
    unavailable: computed(() => {
      const answer = report.data.value?.mappingsWindow
      return answer?.__typename === 'MappingsUnavailable' ? answer : null
    }),
  }
}
