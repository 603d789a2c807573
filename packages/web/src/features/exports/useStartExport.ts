import { useClientHandle } from '@urql/vue'
import type { VariablesOf } from '../../app/graphql.js'
import { ref } from 'vue'
import { failureOf } from '../../app/failure.js'
import { newKey } from '../../app/key.js'
import { ESTIMATE, START_EXPORT } from './documents.js'

export type ExportInput = VariablesOf<typeof ESTIMATE>['input']
export interface Estimate {
  rows: number
  bytes: number
  parts: number
}
interface Fault {
  code: string
  message: string
}

/** Asks how large an export would be, and starts it once however often the button is pressed. */
export const useStartExport = () => {
  const { client } = useClientHandle()
  const estimate = ref<Estimate | null>(null)
  const problem = ref<Fault | null>(null)
  const busy = ref(false)
  let asked = 0
  let key = { of: '', value: '' }

  const ask = async (input: ExportInput): Promise<void> => {
    const turn = (asked += 1)
    estimate.value = null
    problem.value = null
    const { data, error } = await client.query(ESTIMATE, { input }, { requestPolicy: 'network-only' })
    if (turn !== asked) return
    if (data?.estimateExport.__typename === 'ExportEstimate') estimate.value = data.estimateExport
    else problem.value = error ? failureOf(error) : (data?.estimateExport ?? null)
  }
  /** One key for each thing asked for: what was changed since is another export. */
  const keyOf = (input: ExportInput): string => {
    const of = JSON.stringify(input)
    if (key.of !== of) key = { of, value: newKey() }
    return key.value
  }
  /** The export's id, or null with `problem` set. */
  const start = async (input: ExportInput): Promise<string | null> => {
    busy.value = true
    const variables = { input: { ...input, idempotencyKey: keyOf(input) } }
    const { data, error } = await client.mutation(START_EXPORT, variables)
    busy.value = false
    if (data?.startExport.__typename === 'Export') return data.startExport.id
    problem.value = error ? failureOf(error) : (data?.startExport ?? null)
    return null
  }
  return { estimate, problem, busy, ask, start }
}
