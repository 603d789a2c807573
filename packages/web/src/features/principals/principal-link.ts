import type { RouteLocationRaw } from 'vue-router'

/** The principal migration report with this row open. */
export const principalOf = (row: { runId: string; outcomeId: string }): RouteLocationRaw => ({
  name: 'principals',
  params: { run: row.runId },
  query: { row: row.outcomeId },
})
