import type { RouteLocationRaw } from 'vue-router'
import { has, linkQuery } from '../reports/clauses.js'
import type { GroupRow } from './documents.js'

/** The differing members of one group. */
export const membersOf = ({ runId, rowId }: Pick<GroupRow, 'runId' | 'rowId'>): RouteLocationRaw => ({
  name: 'group-members',
  params: { run: runId },
  query: linkQuery('reconciliation_members', [has('GROUP', String(rowId))]),
})
