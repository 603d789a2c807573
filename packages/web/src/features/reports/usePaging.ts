import type { Failure } from '../../app/failure.js'
import { firstPage, nextPage, previousPage } from './page-query.js'
import type { ReportState } from './useReportState.js'

/** What paging needs of a Relay connection. */
interface Connection {
  edges: readonly unknown[]
  pageInfo: {
    hasNextPage: boolean
    hasPreviousPage: boolean
    startCursor: string | null
    endCursor: string | null
  }
}

/** Moves through a connection by its cursors. Trying again after a refused cursor begins at the first page. */
export const usePaging = (
  state: ReportState,
  page: () => Connection | null,
  failure: () => Failure | null,
  reload: () => void,
) => ({
  next: (): void => {
    const { pageInfo, edges } = page() ?? {}
    if (pageInfo?.hasNextPage && pageInfo.endCursor && edges)
      state.go(nextPage(state.page.value, pageInfo.endCursor, edges.length))
  },
  previous: (): void => {
    const info = page()?.pageInfo
    if (info?.hasPreviousPage && info.startCursor) state.go(previousPage(state.page.value, info.startCursor))
  },
  retry: (): void => {
    if (failure()?.code === 'BAD_CURSOR') state.go(firstPage(state.page.value.size))
    else reload()
  },
})
