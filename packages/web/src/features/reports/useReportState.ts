import { decodeFilter, encodeFilter, type Filter, type FilterOp, type Report } from '@crosswalk/core'
import { computed, type ComputedRef } from 'vue'
import { useRoute, useRouter, type LocationQueryRaw } from 'vue-router'
import { valuesOf, withValues } from './clauses.js'
import { all, firstPage, one, readPage, writePage, type Page } from './page-query.js'

/** Everything a report page shows, read from the address and written to it: filter, page, open row. */
export interface ReportState {
  filter: ComputedRef<Filter>
  /** Parameters of the address that mean nothing here; shown as such. */
  unknown: ComputedRef<readonly string[]>
  text: ComputedRef<string>
  page: ComputedRef<Page>
  rowId: ComputedRef<string | null>
  setValues: (field: string, op: FilterOp, values: readonly string[]) => void
  search: (text: string) => void
  dropUnknown: (parameter: string) => void
  clear: () => void
  go: (page: Page) => void
  openRow: (id: string | null) => void
}

export const useReportState = (report: Report): ReportState => {
  const route = useRoute()
  const router = useRouter()
  const decoded = computed(() => decodeFilter(report, all(route.query, 'f')))
  const filter = computed(() => decoded.value.filter)
  const unknown = computed(() => decoded.value.unknown)
  const page = computed(() => readPage(route.query))
  const rowId = computed(() => one(route.query, 'row'))
  const text = computed(() => valuesOf(filter.value, 'TEXT', 'CONTAINS')[0] ?? '')

  const query = (next: Filter, at: Page, strays: readonly string[] = unknown.value): LocationQueryRaw => ({
    f: [...encodeFilter(next), ...strays],
    ...writePage(at),
  })
  const show = (next: Filter, replace = false, strays?: readonly string[]): void => {
    const to = { query: query(next, firstPage(page.value.size), strays) }
    void (replace ? router.replace(to) : router.push(to))
  }

  return {
    filter,
    unknown,
    text,
    page,
    rowId,
    setValues: (field, op, values) => show(withValues(filter.value, field, op, values)),
    search: (value) =>
      show(withValues(filter.value, 'TEXT', 'CONTAINS', value ? [value] : []), text.value !== ''),
    dropUnknown: (parameter) =>
      show(
        filter.value,
        false,
        unknown.value.filter((stray) => stray !== parameter),
      ),
    clear: () => show({ report, clauses: [] }, false, []),
    go: (next) => void router.push({ query: query(filter.value, next) }),
    openRow: (id) => {
      const to = { query: { ...query(filter.value, page.value), row: id ?? undefined } }
      void (rowId.value === null ? router.push(to) : router.replace(to))
    },
  }
}
