import { useReport } from '../reports/useReport.js'
import { AFFECTED_ITEMS, type AffectedRow } from './affected-documents.js'

/** Whose grants count: the principal's own, or those of its groups as well; the address's `through`. */
export const isThroughGroups = (own: Readonly<Record<string, string>>): boolean => own['through'] === 'groups'

/** The items that have a grant for the principal or mapping that the address names. */
export const useAffected = () =>
  useReport({
    report: 'items',
    noun: 'item',
    own: ['of', 'through'],
    scope: ({ address }) => ({
      id: address.value.own['of'] ?? '',
      mode: isThroughGroups(address.value.own) ? 'EFFECTIVE' : 'DIRECT',
    }),
    query: AFFECTED_ITEMS,
    read: ({ affectedItemsWindow: { totalCount, edges } }) => ({
      total: totalCount ?? 0,
      rows: edges.map(({ node }): AffectedRow => node),
    }),
  })
