import { useClientHandle } from '@urql/vue'
import { inject, onScopeDispose, provide, shallowRef, watch, type InjectionKey, type Ref } from 'vue'
import { RUN_EVENTS, type LogLine, type RunSnapshot } from './feed-documents.js'

const RETRY_MS = 2_000
const STREAM = { url: '/graphql/stream', fetchSubscriptions: true }

export interface RunFeed {
  /** The log, whole and in order. */
  lines: Readonly<Ref<readonly LogLine[]>>
  /** The newest word of where the run stands; null until there is one. */
  snapshot: Ref<RunSnapshot | null>
  /** Whether events arrive; while they do not, the page polls. */
  live: Readonly<Ref<boolean>>
}

const FEED: InjectionKey<RunFeed> = Symbol('run feed')

/** Follows a run over one stream; whenever that breaks it returns with the last line seen. */
export const useRunFeed = (id: () => string): RunFeed => {
  const { client } = useClientHandle()
  const lines = shallowRef<readonly LogLine[]>([])
  const snapshot = shallowRef<RunSnapshot | null>(null)
  const live = shallowRef(false)
  let leave: () => void = () => undefined
  /** Nothing more can come. */
  let over = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const take = (fresh: readonly LogLine[]): void => {
    const last = lines.value.at(-1)?.seq ?? 0
    const unseen = fresh.filter(({ seq }) => seq > last)
    if (unseen.length > 0) lines.value = [...lines.value, ...unseen]
  }
  const follow = (): void => {
    const after = lines.value.at(-1)?.seq ?? 0
    const subscription = client
      .subscription(RUN_EVENTS, { id: id(), after }, STREAM)
      .subscribe(({ data, error, hasNext }) => {
        live.value = hasNext && !error
        if (data) {
          take(data.runEvents.lines)
          if (data.runEvents.run) snapshot.value = data.runEvents.run
          over ||= data.runEvents.run?.state === 'FINISHED' || data.runEvents.run?.state === 'CANCELLED'
        }
        if (!live.value && !over) timer = setTimeout(follow, RETRY_MS)
      })
    leave = () => subscription.unsubscribe()
  }
  const end = (): void => {
    clearTimeout(timer)
    leave()
  }
  watch(
    id,
    () => {
      end()
      lines.value = []
      snapshot.value = null
      over = false
      follow()
    },
    { immediate: true },
  )
  onScopeDispose(end)
  const feed = { lines, snapshot, live }
  provide(FEED, feed)
  return feed
}

/** The feed of the run page around this component. */
export const theRunFeed = (): RunFeed => {
  const feed = inject(FEED)
  if (!feed) throw new Error('There is a run feed within a run page only.')
  return feed
}
