import type { Report } from '@crosswalk/core'
import type { AnyVariables, TypedDocumentNode } from '@urql/core'
import { computed, ref, watch } from 'vue'
import { announce } from '../../app/announce.js'
import { plural } from '../../app/format.js'
import { useData } from '../../app/useData.js'
import type { Facets } from './facet-group.js'
import type { ReportScope } from './scope.js'
import { sortValue } from './sorts.js'
import { useReportState, type ReportState } from './useReportState.js'
import { useWindows, type WindowSource } from './useWindows.js'

interface Options<T, V, Row, Head, HeadV, One> extends Pick<WindowSource<T, V, Row>, 'query' | 'read'> {
  report: Report
  /** What a row is: `mapping`. */
  noun: string
  /** Parameters of the address that only this report knows. */
  own?: readonly string[]
  /** Which rows, beside filter and order. */
  scope: (state: ReportState) => ReportScope | object
  /** The same as an export is told of it, where that is otherwise. */
  exported?: (state: ReportState) => object
  /** Counts and facets under the filter, asked apart from the rows. */
  head?: { query: TypedDocumentNode<Head, HeadV>; facets: (data: Head) => Facets }
  /** Asks for one row by its id: the open row of a link may not be in view. */
  single?: { query: TypedDocumentNode<One, { id: string }>; read: (data: One) => Row | null | undefined }
}

/** A report as its page shows it: what the address asks for, its counts, and the rows that come into view. */
export const useReport = <
  T,
  V extends AnyVariables & object,
  Row extends { id: string },
  Head,
  HeadV extends AnyVariables,
  One,
>({
  report,
  noun,
  own,
  scope,
  exported = scope,
  head,
  single,
  ...source
}: Options<T, V, Row, Head, HeadV, One>) => {
  const state = useReportState(report, own)
  const asked = () => ({ ...scope(state), filter: state.filter.value.clauses })
  const rows = useWindows<T, V, Row>({
    ...source,
    variables: () => ({ ...asked(), sort: sortValue(state.address.value.sort) }) as unknown as V,
    start: () => state.address.value.at,
  })
  const counted = head ? useData(head.query, () => asked() as unknown as HeadV, 'cache-first') : null

  const at = ref(state.address.value.at)
  watch([() => state.address.value.at, rows.stale], ([wanted, stale]) => {
    if (!stale) at.value = wanted
  })
  /** Where the reader came to rest before the rows of a new filter were there. */
  let rested: number | null = null
  const noteAt = (first: number): void => {
    if (!rows.stale.value) state.noteAt(first)
    else if (state.address.value.at === at.value) rested = first
  }
  watch(rows.stale, (stale) => {
    if (!stale && rested !== null) state.noteAt(rested)
    rested = null
  })
  const openIndex = computed(() => (state.address.value.row ? rows.indexOf(state.address.value.row) : -1))
  const isElsewhere = (): boolean =>
    state.address.value.row !== null && openIndex.value < 0 && rows.total.value !== null
  const lone = single
    ? useData(
        single.query,
        () => ({ id: state.address.value.row ?? '' }),
        'cache-first',
        () => !isElsewhere(),
      )
    : null
  const openRow = computed<Row | null>(() => {
    const id = state.address.value.row
    if (id === null) return null
    const found = lone?.data.value ? single?.read(lone.data.value) : null
    return rows.rowAt(openIndex.value) ?? (found?.id === id ? found : null)
  })
  const open = (index: number): void => {
    const row = rows.rowAt(index)
    if (row) state.openRow(row.id)
  }
  watch(rows.total, (total) => {
    if (total !== null) announce(plural(total, noun))
  })
  return {
    ...rows,
    report,
    /** What an export of the rows in view asks for. */
    exported: computed(() => ({
      report: report.toUpperCase() as Uppercase<Report>,
      ...exported(state),
      filter: state.filter.value.clauses.map(({ field, op, values }) => ({ field, op, values: [...values] })),
      sort: sortValue<string>(state.address.value.sort),
    })),
    noun,
    state,
    /** Position to show at the upper edge, once the rows it is of are there. */
    at,
    noteAt,
    openIndex,
    openRow,
    open,
    filtered: computed(() => state.filter.value.clauses.length > 0),
    head: computed(() => counted?.data.value),
    facets: computed<Facets>(() => (counted?.data.value && head ? head.facets(counted.data.value) : null)),
    /** The counts could not be fetched, though the rows may have been. */
    partial: computed(() => counted !== null && counted.failure.value !== null),
  }
}

/** What the page of a report needs of it. */
export type ReportView<Row extends { id: string }> = Omit<
  ReturnType<
    typeof useReport<unknown, Record<string, unknown>, Row, unknown, Record<string, unknown>, unknown>
  >,
  'data' | 'head'
>
