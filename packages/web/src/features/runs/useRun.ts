import { useMutation } from '@urql/vue'
import { computed, ref, watch } from 'vue'
import { failureOf } from '../../app/failure.js'
import { showToast } from '../../app/toasts.js'
import { useData } from '../../app/useData.js'
import { usePoll } from '../../app/usePoll.js'
import { isActive } from './active.js'
import { RESUME_RUN, RUN, STOP_RUN } from './documents.js'
import { useRunFeed } from './useRunFeed.js'

/** One run, followed while it is under way, with the two things that can be asked of it. */
export const useRun = (id: () => string) => {
  const answer = useData(RUN, () => ({ id: id() }), 'cache-and-network')
  const feed = useRunFeed(id)
  const run = computed(() => {
    const known = answer.data.value?.run ?? null
    // The answer before is still there while another run is asked for; it says nothing of that one.
    if (known?.id !== id()) return null
    return feed.snapshot.value ? { ...known, ...feed.snapshot.value } : known
  })
  const missing = computed(() => answer.data.value?.run === null)
  const asking = ref(false)
  const stopping = useMutation(STOP_RUN)
  const resuming = useMutation(RESUME_RUN)

  usePoll(() => run.value !== null && isActive(run.value.state) && !feed.live.value, answer.reload)
  /** What was asked last is newest; and only the query brings the figures of a finished run. */
  watch(answer.data, () => (feed.snapshot.value = null))
  watch(
    () => feed.snapshot.value?.state,
    (state) => {
      if (state === 'FINISHED' && !answer.data.value?.run?.summary) answer.reload()
    },
  )

  const stop = async (): Promise<void> => {
    asking.value = true
    const { data, error } = await stopping.executeMutation({ input: { runId: id() } })
    asking.value = false
    if (error) showToast(failureOf(error).message, 'danger')
    else if (data && data.stopRun.__typename !== 'Run') showToast(data.stopRun.message, 'danger')
    else showToast('Stopping at the next safe point')
    answer.reload()
  }
  const resume = async (): Promise<void> => {
    asking.value = true
    const { data, error } = await resuming.executeMutation({ input: { runId: id() } })
    asking.value = false
    if (error) showToast(failureOf(error).message, 'danger')
    else if (data && data.resumeRun.__typename !== 'Run') showToast(data.resumeRun.message, 'danger')
    else showToast('Resuming; finished phases are not repeated')
    answer.reload()
  }
  return { ...answer, run, missing, asking, stop, resume }
}
