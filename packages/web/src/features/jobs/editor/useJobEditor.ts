import { useClientHandle } from '@urql/vue'
import { computed, inject, provide, reactive, ref, watch, type InjectionKey } from 'vue'
import { failureOf } from '../../../app/failure.js'
import { useData } from '../../../app/useData.js'
import { newKey } from '../../../app/key.js'
import { definitionOf, newDraft, type Draft } from './draft.js'
import { CHECK_JOB, CREATE_JOB, JOB_DEFINITION, UPDATE_JOB } from './documents.js'

/** One thing that is wrong with the draft; `path` is where in the definition. */
export interface Fault {
  readonly path: readonly string[]
  readonly message: string
}

const SETTLE_MS = 400
const spelling = (draft: Draft): string => JSON.stringify(definitionOf(draft))
const isWithin = (path: readonly string[], place: readonly string[]): boolean =>
  place.every((key, index) => path[index] === key)

/** A job being written: the draft, what the server says is wrong with it, and its saving. */
const createJobEditor = (jobId: string | null) => {
  const { client } = useClientHandle()
  const draft = reactive(newDraft())
  const saved = ref(spelling(draft))
  const faults = ref<readonly Fault[]>([])
  const checked = ref('')
  /** Whether saving was tried: from then on each field says what is wrong with it. */
  const attempted = ref(false)
  const refusal = ref<{ code: string; message: string } | null>(null)
  const saving = ref(false)
  const idempotencyKey = newKey()
  const stored = useData(JOB_DEFINITION, () => ({ id: jobId ?? '' }), 'network-only')
  const ready = ref(jobId === null)

  watch(stored.data, (data) => {
    if (ready.value || !data?.jobDefinition) return
    Object.assign(draft, data.jobDefinition)
    saved.value = spelling(draft)
    ready.value = true
  })

  const check = async (): Promise<void> => {
    const asked = spelling(draft)
    const definition = JSON.parse(asked) as Record<string, unknown>
    const { data } = await client.query(CHECK_JOB, { definition, jobId }, { requestPolicy: 'network-only' })
    if (data === undefined || asked !== spelling(draft)) return
    faults.value = data.checkJob.faults
    checked.value = asked
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    [() => spelling(draft), ready],
    ([, isReady]) => {
      clearTimeout(timer)
      if (isReady) timer = setTimeout(() => void check(), SETTLE_MS)
    },
    { immediate: true },
  )

  /** The saved job's id, or null with `refusal` or `faults` saying why. */
  const save = async (): Promise<string | null> => {
    attempted.value = true
    saving.value = true
    refusal.value = null
    const asked = spelling(draft)
    const definition = JSON.parse(asked) as Record<string, unknown>
    const updatedAt = stored.data.value?.job?.updatedAt
    const { data, error } =
      jobId === null
        ? await client.mutation(CREATE_JOB, { input: { definition, idempotencyKey } })
        : await client.mutation(UPDATE_JOB, { input: { jobId, definition, updatedAt } })
    saving.value = false
    if (error) refusal.value = failureOf(error)
    const answer = data && ('createJob' in data ? data.createJob : data.updateJob)
    if (answer?.__typename === 'Job') {
      saved.value = asked
      return answer.id
    }
    if (answer?.__typename === 'InvalidJobProblem') faults.value = answer.faults
    else if (answer) refusal.value = answer
    return null
  }

  return {
    jobId,
    draft,
    stored,
    ready,
    faults,
    attempted,
    refusal,
    saving,
    save,
    /** What was changed no longer matters. */
    forget: () => (saved.value = spelling(draft)),
    checking: computed(() => ready.value && checked.value !== spelling(draft)),
    changed: computed(() => ready.value && saved.value !== spelling(draft)),
    /** What is wrong at or below a place, once saving was tried. */
    faultsAt: (...place: readonly string[]): string[] =>
      attempted.value
        ? faults.value.filter(({ path }) => isWithin(path, place)).map(({ message }) => message)
        : [],
  }
}

export type JobEditor = ReturnType<typeof createJobEditor>
const KEY: InjectionKey<JobEditor> = Symbol('job editor')

export const provideJobEditor = (jobId: string | null): JobEditor => {
  const editor = createJobEditor(jobId)
  provide(KEY, editor)
  return editor
}

/** The editor of the page around. */
export const useJobEditor = (): JobEditor => {
  const editor = inject(KEY)
  if (editor === undefined) throw new Error('There is no job editor around this component.')
  return editor
}
