import { useMutation } from '@urql/vue'
import { ref } from 'vue'
import { failureOf } from '../../app/failure.js'
import { newKey } from '../../app/key.js'
import { START_RUN } from '../runs/documents.js'

interface Settings {
  jobId: string
  /** As the job says if not given. */
  mapUsers?: boolean
  wipe?: boolean
}

/** Starts a run once, however often the button is pressed: retries carry the same key. */
export const useStartRun = () => {
  const mutation = useMutation(START_RUN)
  const problem = ref<{ code: string; message: string } | null>(null)
  const idempotencyKey = newKey()

  /** The new run's id, or null with `problem` set. */
  const start = async (settings: Settings): Promise<string | null> => {
    problem.value = null
    const { data, error } = await mutation.executeMutation({ input: { ...settings, idempotencyKey } })
    if (error) problem.value = failureOf(error)
    else if (data?.startRun.__typename === 'Run') return data.startRun.id
    else if (data) problem.value = data.startRun
    return null
  }
  return { start, problem, busy: mutation.fetching }
}
