import { useMutation, useQuery } from '@urql/vue'
import { ref } from 'vue'
import { failureOf } from '../../app/failure.js'
import { useStartRun } from '../jobs/useStartRun.js'
import { RESUME_RUN } from '../runs/documents.js'
import { ESTIMATE, type DirectoryRow } from './documents.js'

export type MappingJob = DirectoryRow['jobs'][number]

/** Starts the look-ups of a job, or goes on with the run that stopped; and what they will take. */
export const useMapping = () => {
  const jobId = ref<string | null>(null)
  const estimate = useQuery({
    query: ESTIMATE,
    variables: () => ({ jobId: jobId.value ?? '' }),
    pause: () => jobId.value === null,
    requestPolicy: 'network-only',
  })
  const starting = useStartRun()
  const resuming = useMutation(RESUME_RUN)
  const problem = ref<{ code: string; message: string } | null>(null)

  /** Whether it is under way now. */
  const begin = async (job: MappingJob, anew: boolean): Promise<boolean> => {
    problem.value = null
    const stopped = job.latestRun
    if (stopped?.resumable && !anew) {
      const { data, error } = await resuming.executeMutation({ input: { runId: stopped.id } })
      if (error) problem.value = failureOf(error)
      else if (data && data.resumeRun.__typename !== 'Run') problem.value = data.resumeRun
      return problem.value === null
    }
    const id = await starting.start({ jobId: job.id, mapUsers: true, wipe: job.wipe })
    problem.value = starting.problem.value
    return id !== null
  }
  return { jobId, estimate: estimate.data, begin, problem, busy: starting.busy }
}
