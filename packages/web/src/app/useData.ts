import { useQuery } from '@urql/vue'
import type { AnyVariables, RequestPolicy, TypedDocumentNode } from '@urql/core'
import { computed, onScopeDispose, shallowRef, toValue, watch, type MaybeRefOrGetter, type Ref } from 'vue'
import { failureOf, type Failure } from './failure.js'

/** An answer that stays on the page while the next one loads or fails. */
export interface Data<T> {
  data: Readonly<Ref<T | undefined>>
  failure: Readonly<Ref<Failure | null>>
  /** Nothing to show yet. */
  loading: Readonly<Ref<boolean>>
  /** Something is shown and its replacement is on the way. */
  refreshing: Readonly<Ref<boolean>>
  reload: () => void
}

const RETRY_MS = 3_000

/**
 * Runs a query whose last good answer is kept while variables change or the server is away. While the server
 * cannot be reached it is asked again every three seconds.
 */
export const useData = <T, V extends AnyVariables>(
  query: TypedDocumentNode<T, V>,
  variables: MaybeRefOrGetter<V>,
  policy?: RequestPolicy,
  /** While true nothing is asked. */
  pause?: () => boolean,
): Data<T> => {
  const data = shallowRef<T>()
  const result = useQuery<T, V>({
    query,
    variables: computed(() => toValue(variables)) as unknown as V,
    ...(policy && { requestPolicy: policy }),
    ...(pause && { pause: computed(pause) }),
  })
  watch(
    [result.data, result.error],
    ([fresh, error]) => {
      if (fresh !== undefined && !error) data.value = fresh
    },
    { immediate: true },
  )
  const failure = computed(() => (result.error.value ? failureOf(result.error.value) : null))
  const busy = computed(() => result.fetching.value || result.stale.value)
  const reload = (): void => {
    result.executeQuery({ requestPolicy: 'network-only' })
  }
  const timer = setInterval(() => {
    if (failure.value?.unreachable && !busy.value) reload()
  }, RETRY_MS)
  onScopeDispose(() => clearInterval(timer))
  return {
    data,
    failure,
    loading: computed(() => data.value === undefined && !failure.value),
    refreshing: computed(() => data.value !== undefined && busy.value),
    reload,
  }
}
