import { useClientHandle } from '@urql/vue'
import { ref, shallowRef, watch } from 'vue'
import { failureOf } from '../../app/failure.js'
import { useData } from '../../app/useData.js'
import { useFeed } from '../../app/useFeed.js'
import { usePoll } from '../../app/usePoll.js'
import { isActive } from '../runs/active.js'
import { ACTS, EXPORT_EVENTS, ONE_EXPORT, type ExportDetail } from './documents.js'

/** One export, followed while it is under way, with what can be done to it: told by its stream, else asked for. */
export const useExport = (id: () => string | null) => {
  const { client } = useClientHandle()
  const answer = useData(
    ONE_EXPORT,
    () => ({ id: id() ?? '' }),
    'network-only',
    () => id() === null,
  )
  const found = shallowRef<ExportDetail | null>(null)
  const problem = ref<{ code: string; message: string } | null>(null)
  const feed = useFeed(
    EXPORT_EVENTS,
    ({ exportEvents: { lines, export: work } }) => ({ lines, work }),
    () => (found.value?.id === id() && isActive(found.value.state) ? id() : null),
  )
  watch(answer.data, (data) => (found.value = data?.export ?? null), { immediate: true })
  watch(feed.snapshot, (told) => told && (found.value = told))
  usePoll(() => found.value !== null && isActive(found.value.state) && !feed.live.value, answer.reload)

  /** Whether it was done; else `problem` says why not. */
  const act = async (name: keyof typeof ACTS): Promise<boolean> => {
    const { data, error } = await client.mutation(ACTS[name], { input: { exportId: id() ?? '' } })
    const refused = data && 'code' in data.done ? data.done : null
    problem.value = error ? failureOf(error) : refused
    if (problem.value === null && name !== 'remove') answer.reload()
    return problem.value === null
  }
  return { ...answer, found, problem, act }
}
