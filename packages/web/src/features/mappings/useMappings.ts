import { computed, watch } from 'vue'
import { announce } from '../../app/announce.js'
import { plural } from '../../app/format.js'
import { useData } from '../../app/useData.js'
import { pageArguments } from '../reports/page-query.js'
import { usePaging } from '../reports/usePaging.js'
import { useReportState } from '../reports/useReportState.js'
import { MAPPINGS, type MappingPage, type MappingRow, type MappingVariables } from './documents.js'

/** One page of a run's user mappings, as the address asks for it. */
export const useMappings = (runId: () => string) => {
  const state = useReportState('mappings')
  const report = useData(
    MAPPINGS,
    () => ({
      runId: runId(),
      filter: state.filter.value.clauses as MappingVariables['filter'],
      ...pageArguments(state.page.value),
    }),
    'cache-first',
  )
  const answer = computed(() => report.data.value?.mappings)
  const unavailable = computed(() =>
    answer.value?.__typename === 'MappingsUnavailable' ? answer.value : null,
  )
  const page = computed<MappingPage | null>(() =>
    answer.value?.__typename === 'MappingConnection' ? answer.value : null,
  )
  const rows = computed<MappingRow[]>(() => page.value?.edges.map(({ node }) => node) ?? [])
  const openIndex = computed(() => rows.value.findIndex(({ id }) => id === state.rowId.value))

  watch(page, (fresh) => {
    if (fresh?.totalCount != null) announce(plural(fresh.totalCount, 'mapping'))
  })
  const paging = usePaging(
    state,
    () => page.value,
    () => report.failure.value,
    report.reload,
  )
  return { ...report, state, unavailable, page, rows, openIndex, ...paging }
}
