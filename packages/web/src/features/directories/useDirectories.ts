import { useMutation } from '@urql/vue'
import { computed } from 'vue'
import { failureOf } from '../../app/failure.js'
import { showToast } from '../../app/toasts.js'
import { useData } from '../../app/useData.js'
import { usePoll } from '../../app/usePoll.js'
import { isActive } from '../runs/active.js'
import { STOP_RUN } from '../runs/documents.js'
import { DIRECTORIES } from './documents.js'

/** The configurations, followed while one of their runs is under way. */
export const useDirectories = () => {
  const answer = useData(DIRECTORIES, {}, 'cache-and-network')
  const directories = computed(() => answer.data.value?.directories ?? [])
  const missing = computed(() => answer.data.value?.missingDirectories ?? [])
  usePoll(
    () => directories.value.some(({ latestRun }) => latestRun && isActive(latestRun.state)),
    answer.reload,
  )

  const stopping = useMutation(STOP_RUN)
  const stop = async (runId: string): Promise<void> => {
    const { data, error } = await stopping.executeMutation({ input: { runId } })
    if (error) showToast(failureOf(error).message, 'danger')
    else if (data && data.stopRun.__typename !== 'Run') showToast(data.stopRun.message, 'danger')
    answer.reload()
  }
  return { ...answer, directories, missing, stop, stopping: stopping.fetching }
}
