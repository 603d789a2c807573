import { useMutation } from '@urql/vue'
import { computed, reactive, ref, watch } from 'vue'
import { failureOf } from '../../app/failure.js'
import { useData } from '../../app/useData.js'
import { DIRECTORY, SAVE_DIRECTORY, TEST_DIRECTORY } from './documents.js'
import { emptyForm, formOf, inputOf } from './form.js'

export interface FormFault {
  readonly code: string
  readonly message: string
  readonly path?: readonly string[] | null
}

/** A configuration being made or changed: Save is open only for the very values that passed their test. */
export const useDirectoryForm = (id: string | null, name: string) => {
  const form = reactive(emptyForm(name))
  const saved = useData(DIRECTORY, { id: id ?? '' }, 'network-only', () => id === null)
  const secrets = computed(() => saved.data.value?.directory?.secrets ?? [])
  watch(
    () => saved.data.value?.directory,
    (directory) => directory && Object.assign(form, formOf(directory)),
    { immediate: true },
  )

  const testing = useMutation(TEST_DIRECTORY)
  const saving = useMutation(SAVE_DIRECTORY)
  const fault = ref<FormFault | null>(null)
  const passed = ref<{ values: string; users: number | null } | null>(null)
  const values = computed(() => JSON.stringify(inputOf(form, id)))
  const tested = computed(() => passed.value?.values === values.value)
  watch(values, () => {
    fault.value = null
  })

  const test = async (): Promise<void> => {
    fault.value = passed.value = null
    const given = values.value
    const { data, error } = await testing.executeMutation({ input: inputOf(form, id) })
    if (error) fault.value = failureOf(error)
    else if (data?.testDirectory.__typename === 'DirectoryTest')
      passed.value = { values: given, users: data.testDirectory.users }
    else if (data) fault.value = data.testDirectory
  }
  /** The name it was saved under, or null with `fault` set. */
  const save = async (): Promise<string | null> => {
    fault.value = null
    const { data, error } = await saving.executeMutation({ input: inputOf(form, id) })
    if (error) fault.value = failureOf(error)
    else if (data?.saveDirectory.__typename === 'Directory') return data.saveDirectory.name
    else if (data) fault.value = data.saveDirectory
    return null
  }
  const faultOf = (field: string): string | null =>
    fault.value?.path?.at(-1) === field ? fault.value.message : null
  return {
    ...{ form, secrets, fault, passed, tested, test, save, faultOf, saved },
    ...{ testingNow: testing.fetching, savingNow: saving.fetching },
  }
}
