import { computed, type ComputedRef } from 'vue'
import type { ReportScope } from './scope.js'

/** What a report's page is of: the run it is given, or the latest finished run of every job as of a moment. */
export const useScope = (page: { run?: { id: string }; asOf?: string }): ComputedRef<ReportScope> => {
  const opened = new Date().toISOString()
  return computed(() => (page.run ? { runId: page.run.id } : { scope: { asOf: page.asOf ?? opened } }))
}
