import type { ReportScope } from '../reports/scope.js'
import { useReport } from '../reports/useReport.js'
import { ITEMS, ITEMS_HEAD, type ItemRow } from './documents.js'

export const useItems = (scope: () => ReportScope) =>
  useReport({
    report: 'items',
    noun: 'item',
    scope,
    query: ITEMS,
    read: ({ itemsWindow: { totalCount, edges } }) => ({
      total: totalCount ?? 0,
      rows: edges.map(({ node }): ItemRow => node),
    }),
    head: { query: ITEMS_HEAD, facets: ({ itemsWindow: { facets } }) => facets },
  })
