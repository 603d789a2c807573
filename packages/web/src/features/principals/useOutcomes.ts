import { computed, watch } from 'vue'
import { announce } from '../../app/announce.js'
import { plural } from '../../app/format.js'
import { useData } from '../../app/useData.js'
import { nextPage, pageArguments, previousPage } from '../reports/page-query.js'
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
  const next = (): void => {
    const info = page.value?.pageInfo
    if (info?.hasNextPage && info.endCursor)
      state.go(nextPage(state.page.value, info.endCursor, rows.value.length))
  }
  const previous = (): void => {
    const info = page.value?.pageInfo
    if (info?.hasPreviousPage && info.startCursor) state.go(previousPage(state.page.value, info.startCursor))
  }
  return { ...report, state, page, rows, openIndex, next, previous }
}
