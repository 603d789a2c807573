import { computed, ref, watch } from 'vue'
import { useRoute, useRouter, type LocationQueryRaw } from 'vue-router'
import { useData } from '../../app/useData.js'
import { all, one } from '../reports/address.js'
import { useWindows } from '../reports/useWindows.js'
import {
  DIFFERING_ROWS,
  REPORT_COLUMNS,
  VALIDATION,
  type ColumnPair,
  type DifferingRow,
} from './documents.js'
import { decodePair, encodePair, isDifference, withPair } from './words.js'

const numberOf = (text: string | null): number => (text && /^\d{1,15}$/.test(text) ? Number(text) : 0)

/** A report made elsewhere beside a run, as the address asks for it: column choices, differences, place, open row. */
export const useValidation = (runId: () => string, uploadId: () => string) => {
  const route = useRoute()
  const router = useRouter()
  const pairs = computed(() => all(route.query, 'column').flatMap((text) => decodePair(text) ?? []))
  const chosen = computed(() =>
    all(route.query, 'd')
      .map((text) => text.toUpperCase())
      .filter(isDifference),
  )
  const row = computed(() => one(route.query, 'row'))
  const asked = () => ({ runId: runId(), uploadId: uploadId(), columns: [...pairs.value] })
  const columns = useData(
    REPORT_COLUMNS,
    () => ({ uploadId: uploadId(), columns: [...pairs.value] }),
    'cache-first',
  )
  const result = useData(VALIDATION, asked, 'cache-first')
  const rows = useWindows({
    query: DIFFERING_ROWS,
    variables: () => ({
      ...asked(),
      differences: chosen.value.length > 0 ? [...chosen.value] : null,
      ...{ at: 0, limit: 0 },
    }),
    read: ({ differingRowsWindow: { totalCount, edges } }) => ({
      total: totalCount ?? 0,
      rows: edges.map(({ node }): DifferingRow => node),
    }),
    start: () => numberOf(one(route.query, 'at')),
  })
  const at = ref(numberOf(one(route.query, 'at')))
  const go = (change: LocationQueryRaw, replace = false): void => {
    const query = { ...route.query, ...change }
    void (replace ? router.replace({ query }) : router.push({ query }))
  }
  const TOP = { at: undefined, row: undefined }
  watch([() => numberOf(one(route.query, 'at')), rows.stale], ([wanted, stale]) => {
    if (!stale) at.value = wanted
  })
  const openIndex = computed(() => (row.value === null ? -1 : rows.indexOf(row.value)))
  return {
    ...rows,
    at,
    columns,
    result,
    pairs,
    chosen,
    row,
    openIndex,
    openRow: computed(() => rows.rowAt(openIndex.value) ?? null),
    toggle: (difference: string): void => {
      const now: readonly string[] = chosen.value
      const next = now.includes(difference) ? now.filter((one) => one !== difference) : [...now, difference]
      go({ ...TOP, d: next.map((one) => one.toLowerCase()) })
    },
    choose: (column: string, field: ColumnPair['field'] | null): void =>
      go({ ...TOP, column: withPair(pairs.value, column, field).map(encodePair) }),
    open: (index: number): void => {
      const found = rows.rowAt(index)
      if (found) go({ row: found.id }, row.value !== null)
    },
    close: (): void => go({ row: undefined }, true),
    noteAt: (first: number): void => {
      if (!rows.stale.value && first !== numberOf(one(route.query, 'at')))
        go({ at: first > 0 ? String(first) : undefined }, true)
    },
  }
}
