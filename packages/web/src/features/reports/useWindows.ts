import type { AnyVariables, OperationResult, TypedDocumentNode } from '@urql/core'
import { computed, inject, onScopeDispose, readonly, ref, shallowRef, triggerRef, watch } from 'vue'
import { WINDOWS } from '../../app/client.js'
import { failureOf, type Failure } from '../../app/failure.js'
import { BLOCK, Blocks } from './blocks.js'

/** What a window of a report answers. */
export interface Window<Row> {
  total: number
  rows: readonly Row[]
}

export interface WindowSource<T, V, Row> {
  query: TypedDocumentNode<T, V>
  variables: () => V
  /** The window in an answer; null where the answer holds no rows to show. */
  read: (data: T) => Window<Row> | null
  /** Position that is looked at first. */
  start: () => number
}

const FLIGHTS = 2
const AHEAD = BLOCK / 2
const RETRY_MS = 3_000

/**
 * A result of any length, fetched by windows as its rows come into view. While a new filter's first window is on
 * the way, or the server is away, what was there stays. An unreachable server is asked again every three seconds.
 */
export const useWindows = <T, V extends AnyVariables & object, Row extends { id: string }>(
  source: WindowSource<T, V, Row>,
) => {
  const client = inject(WINDOWS)
  if (!client) throw new Error('No client for windows is provided.')
  const shown = shallowRef(new Blocks<Row>())
  const data = shallowRef<T>()
  const total = ref<number | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const flights = shallowRef(new Map<number, () => void>())
  const stale = ref(false)
  let next = shown.value
  let wanted = { first: 0, end: BLOCK }
  /** Where the reader went while the first window of a new filter was on the way. */
  let ahead: typeof wanted | null = null

  /** Ends the asking for a block. One that was answered is ended too: the client keeps the answer until then. */
  const land = (block: number): void => {
    flights.value.get(block)?.()
    flights.value.delete(block)
    triggerRef(flights)
  }
  const take = (block: number, answer: OperationResult<T>): void => {
    land(block)
    failure.value = answer.error ? failureOf(answer.error) : null
    if (answer.error || !answer.data) return
    const window = source.read(answer.data)
    stale.value = false
    data.value = answer.data
    total.value = window?.total ?? null
    next.put(block, window?.rows ?? [])
    shown.value = next
    triggerRef(shown)
    wanted = ahead ?? wanted
    ahead = null
    if (window) pump()
  }
  const ask = (block: number) =>
    client.query(source.query, { ...source.variables(), at: block * BLOCK, limit: BLOCK })
  const load = (block: number): void => {
    const flight = ask(block).subscribe((answer) => take(block, answer))
    flights.value.set(block, () => flight.unsubscribe())
    triggerRef(flights)
  }
  const pump = (): void => {
    const end = Math.min(wanted.end, stale.value ? wanted.end : (total.value ?? wanted.end))
    const blocks = next.missing(wanted.first, end)
    for (const block of flights.value.keys()) if (!blocks.includes(block)) land(block)
    for (const block of blocks) if (flights.value.size < FLIGHTS && !flights.value.has(block)) load(block)
  }
  const restart = (): void => {
    for (const block of flights.value.keys()) land(block)
    next = new Blocks<Row>()
    stale.value = true
    const at = source.start()
    wanted = { first: at, end: at + 1 }
    ahead = null
    pump()
  }
  watch(() => JSON.stringify(source.variables()), restart, { immediate: true })
  const timer = setInterval(() => {
    if (failure.value?.unreachable && flights.value.size === 0) pump()
  }, RETRY_MS)
  onScopeDispose(() => {
    clearInterval(timer)
    for (const block of flights.value.keys()) land(block)
  })

  return {
    /** Whether what is shown is of an earlier filter or order. */
    stale: readonly(stale),
    /** The newest answer, for what it says beside its rows. */
    data,
    total,
    failure,
    loading: computed(() => data.value === undefined && !failure.value),
    refreshing: computed(() => data.value !== undefined && flights.value.size > 0),
    rowAt: (index: number): Row | undefined => shown.value.at(index),
    indexOf: (id: string): number => shown.value.find((row) => row.id === id),
    want: (first: number, end: number): void => {
      const view = { first: Math.max(0, first - AHEAD), end: end + AHEAD }
      if (stale.value) ahead = view
      else {
        wanted = view
        pump()
      }
    },
    /** Rows from `first` to `last`, fetched where they are not at hand; rejects where that fails. */
    collect: async (first: number, last: number): Promise<Row[]> => {
      const rows: Row[] = []
      const at = next
      for (let index = first; index <= last; index += 1) {
        const row = at.at(index)
        if (row) rows.push(row)
        else {
          const answer = await ask(Math.floor(index / BLOCK)).toPromise()
          if (answer.error) throw answer.error
          const fetched = answer.data ? (source.read(answer.data)?.rows ?? []) : []
          const part = fetched.slice(index % BLOCK, (index % BLOCK) + last - index + 1)
          if (part.length === 0) break
          rows.push(...part)
          index += part.length - 1
        }
      }
      return rows
    },
    reload: pump,
  }
}
