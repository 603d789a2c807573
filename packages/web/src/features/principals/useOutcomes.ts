import { computed, watch } from 'vue'
import { announce } from '../../app/announce.js'
import { plural } from '../../app/format.js'
import { useData } from '../../app/useData.js'
import { pageArguments } from '../reports/page-query.js'
import { usePaging } from '../reports/usePaging.js'
import { useReportState } from '../reports/useReportState.js'
import { OUTCOMES_PAGE, type OutcomeRow, type OutcomeVariables } from './documents.js'

/** One page of a run's principal migration report, as the address asks for it. */
export const useOutcomes = (runId: () => string) => {
  const state = useReportState('outcomes')
  const report = useData(
    OUTCOMES_PAGE,
    () => ({
      runId: runId(),
      filter: state.filter.value.clauses as OutcomeVariables['filter'],
      ...pageArguments(state.page.value),
    }),
    'cache-first',
  )
  const page = computed(() => report.data.value?.principalOutcomes ?? null)
  const rows = computed<OutcomeRow[]>(() => page.value?.edges.map(({ node }) => node) ?? [])
  const openIndex = computed(() => rows.value.findIndex(({ id }) => id === state.rowId.value))

  watch(page, (fresh) => {
    if (fresh?.totalCount != null) announce(plural(fresh.totalCount, 'principal'))
  })
  const paging = usePaging(
    state,
    () => page.value,
    () => report.failure.value,
    report.reload,
  )
  return { ...report, state, page, rows, openIndex, ...paging }
}
