import type { RouteLocationRaw } from 'vue-router'

/** The items page for a mapping's or principal's grants: direct ones, until the reader switches. */
export const affectedItems = ({ id, runId }: { id: string; runId: string }): RouteLocationRaw => ({
  name: 'items',
  params: { run: runId },
  query: { of: id },
})
