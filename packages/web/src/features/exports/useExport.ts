import { useClientHandle } from '@urql/vue'
import { computed, ref } from 'vue'
import { failureOf } from '../../app/failure.js'
import { useData } from '../../app/useData.js'
import { usePoll } from '../../app/usePoll.js'
import { isActive } from '../runs/active.js'
import { CANCEL_EXPORT, DELETE_EXPORT, ONE_EXPORT, RESUME_EXPORT } from './documents.js'

const ACTS = { cancel: CANCEL_EXPORT, resume: RESUME_EXPORT, remove: DELETE_EXPORT } as const

/** One export, followed while it is under way, with what can be done to it. */
export const useExport = (id: () => string | null) => {
  const { client } = useClientHandle()
  const answer = useData(
    ONE_EXPORT,
    () => ({ id: id() ?? '' }),
    'network-only',
    () => id() === null,
  )
  const found = computed(() => answer.data.value?.export ?? null)
  const problem = ref<{ code: string; message: string } | null>(null)
  usePoll(() => found.value !== null && isActive(found.value.state), answer.reload)

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
