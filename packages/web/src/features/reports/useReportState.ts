import { decodeFilter, encodeFilter, type Filter, type FilterOp, type Report } from '@crosswalk/core'
import { computed, type ComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { all, readAddress, writeAddress, type Address } from './address.js'
import { valuesOf, withValues } from './clauses.js'
import { searchField } from './search-field.js'
import { sortNames } from './sorts.js'

/** Everything a report page shows, read from the address and written to it. */
export interface ReportState {
  filter: ComputedRef<Filter>
  /** Parameters of the address that mean nothing here; shown as such. */
  unknown: ComputedRef<readonly string[]>
  text: ComputedRef<string>
  address: ComputedRef<Address>
  setValues: (field: string, op: FilterOp, values: readonly string[]) => void
  search: (text: string) => void
  dropUnknown: (parameter: string) => void
  clear: () => void
  /** Shows another filter and order at once, from their first row. */
  show: (filter: Filter, change?: Partial<Address>) => void
  sortBy: (name: string | null) => void
  setColumns: (cols: string | null) => void
  setOwn: (own: Readonly<Record<string, string>>) => void
  /** Notes the position in the address, without a step of the browser's history. */
  noteAt: (at: number) => void
  openRow: (id: string | null) => void
}

/** `ownNames` are the parameters that only this report knows. */
export const useReportState = (report: Report, ownNames: readonly string[] = []): ReportState => {
  const route = useRoute()
  const router = useRouter()
  const sorts = sortNames(report)
  const decoded = computed(() => decodeFilter(report, all(route.query, 'f')))
  const read = computed(() => readAddress(route.query, sorts, ownNames))
  const filter = computed(() => decoded.value.filter)
  const unknown = computed(() => [...decoded.value.unknown, ...read.value.strays])
  const address = computed<Address>(() => read.value)
  const searched = searchField(report) ?? ''
  const text = computed(() => valuesOf(filter.value, searched, 'CONTAINS')[0] ?? '')

  const go = (
    next: Filter,
    change: Partial<Address>,
    { replace = false, strays = decoded.value.unknown } = {},
  ): void => {
    const query = writeAddress([...encodeFilter(next), ...strays], { ...address.value, ...change })
    void (replace ? router.replace({ query }) : router.push({ query }))
  }
  const TOP = { at: 0, row: null }

  return {
    filter,
    unknown,
    text,
    address,
    setValues: (field, op, values) => go(withValues(filter.value, field, op, values), TOP),
    search: (value) =>
      go(withValues(filter.value, searched, 'CONTAINS', value ? [value] : []), TOP, {
        replace: text.value !== '',
      }),
    dropUnknown: (parameter) =>
      go(filter.value, {}, { strays: decoded.value.unknown.filter((stray) => stray !== parameter) }),
    clear: () => go({ report, clauses: [] }, { ...TOP, own: {} }, { strays: [] }),
    show: (next, change = {}) => go(next, { ...TOP, ...change }, { strays: [] }),
    sortBy: (sort) => go(filter.value, { ...TOP, sort }),
    setColumns: (cols) => go(filter.value, { cols }, { replace: true }),
    setOwn: (own) => go(filter.value, { ...TOP, own }),
    noteAt: (at) => {
      if (at !== address.value.at) go(filter.value, { at }, { replace: true })
    },
    openRow: (row) => go(filter.value, { row }, { replace: address.value.row !== null }),
  }
}
