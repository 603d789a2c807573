import type { AffectedMode } from '@crosswalk/core'
import { useReport } from '../reports/useReport.js'
import type { ReportState } from '../reports/useReportState.js'
import { AFFECTED_ITEMS, type AffectedRow } from './affected-documents.js'

/** Whose grants count: the principal's own, or those of its groups as well; the address's `through`. */
export const isThroughGroups = (own: Readonly<Record<string, string>>): boolean => own['through'] === 'groups'

/** The principal or mapping that the address names, and whose grants count. */
const affectedBy = ({ address }: ReportState): { id: string; mode: AffectedMode } => ({
  id: address.value.own['of'] ?? '',
  mode: isThroughGroups(address.value.own) ? 'EFFECTIVE' : 'DIRECT',
})

/** The items that have a grant for the principal or mapping that the address names. */
export const useAffected = () =>
  useReport({
    report: 'items',
    noun: 'item',
    own: ['of', 'through'],
    scope: affectedBy,
    exported: (state) => ({ affectedBy: affectedBy(state) }),
    query: AFFECTED_ITEMS,
    read: ({ affectedItemsWindow: { totalCount, edges } }) => ({
      total: totalCount ?? 0,
      rows: edges.map(({ node }): AffectedRow => node),
    }),
  })
