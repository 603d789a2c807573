import { useClientHandle } from '@urql/vue'
import type { TypedDocumentNode } from '@urql/core'
import { onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import { failureOf, type Failure } from './failure.js'

const RETRY_MS = 2_000
const STREAM = { url: '/graphql/stream', fetchSubscriptions: true }

/** What an event tells: new lines of a log, and where the work stands if that changed. */
export interface Told<L, S> {
  lines: readonly L[]
  work: S | null
}

export interface Feed<L, S> {
  /** The log, whole and in order. */
  lines: Readonly<Ref<readonly L[]>>
  /** The newest word of where the work stands; null until there is one. */
  snapshot: Ref<S | null>
  /** Whether events arrive; while they do not, the page polls. */
  live: Readonly<Ref<boolean>>
  /** Whether anything was heard yet. */
  heard: Readonly<Ref<boolean>>
  /** Why nothing is heard now; it is tried again by itself. */
  failure: Readonly<Ref<Failure | null>>
  reload: () => void
}

/** Follows work over one stream; whenever that breaks it returns with the last line seen. */
export const useFeed = <E, L extends { seq: number }, S extends { state: string }>(
  events: TypedDocumentNode<E, { id: string; after: number }>,
  told: (event: E) => Told<L, S>,
  id: () => string | null,
): Feed<L, S> => {
  const { client } = useClientHandle()
  const lines = shallowRef<readonly L[]>([])
  const snapshot: Ref<S | null> = shallowRef(null)
  const live = shallowRef(false)
  const heard = shallowRef(false)
  const failure = shallowRef<Failure | null>(null)
  let leave: () => void = () => undefined
  /** Nothing more can come. */
  let over = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const take = ({ lines: fresh, work }: Told<L, S>): void => {
    const last = lines.value.at(-1)?.seq ?? 0
    const unseen = fresh.filter(({ seq }) => seq > last)
    if (unseen.length > 0) lines.value = [...lines.value, ...unseen]
    if (work === null) return
    snapshot.value = work
    over ||= work.state === 'FINISHED' || work.state === 'CANCELLED'
  }
  const follow = (of: string): void => {
    const after = lines.value.at(-1)?.seq ?? 0
    const subscription = client
      .subscription(events, { id: of, after }, STREAM)
      .subscribe(({ data, error, hasNext }) => {
        live.value = hasNext && !error
        failure.value = error ? failureOf(error) : null
        heard.value ||= data != null
        if (data) take(told(data))
        if (!live.value && !over) timer = setTimeout(() => follow(of), RETRY_MS)
      })
    leave = () => subscription.unsubscribe()
  }
  const end = (): void => {
    clearTimeout(timer)
    leave()
  }
  const reload = (): void => {
    end()
    const of = id()
    if (of !== null) follow(of)
  }
  watch(
    id,
    () => {
      lines.value = []
      snapshot.value = failure.value = null
      over = heard.value = false
      reload()
    },
    { immediate: true },
  )
  onScopeDispose(end)
  return { lines, snapshot, live, heard, failure, reload }
}
