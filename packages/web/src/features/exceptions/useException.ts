import { useMutation } from '@urql/vue'
import { ref, shallowRef } from 'vue'
import { failureOf } from '../../app/failure.js'
import { IMPORT_EXCEPTIONS, type ImportReport } from './documents.js'

/** Checks an exception against the job's latest run, and keeps it with the job. */
export const useException = (jobId: () => string) => {
  const mutation = useMutation(IMPORT_EXCEPTIONS)
  const problem = ref<{ code: string; message: string } | null>(null)
  const report = shallowRef<ImportReport | null>(null)

  const send = async (csv: string, apply: boolean): Promise<ImportReport | null> => {
    problem.value = null
    const { data, error } = await mutation.executeMutation({ input: { jobId: jobId(), csv, apply } })
    const answer = data?.importExceptions
    report.value = answer?.__typename === 'ExceptionsImport' ? answer : null
    if (error) problem.value = failureOf(error)
    else if (answer && answer.__typename !== 'ExceptionsImport') problem.value = answer
    return report.value
  }
  return {
    report,
    problem,
    busy: mutation.fetching,
    check: (csv: string) => send(csv, false),
    save: (csv: string) => send(csv, true),
  }
}
