import { computed, type ComputedRef } from 'vue'
import { useData } from '../../app/useData.js'
import { identityLines } from '../mappings/identity.js'
import { AFFECTED_PRINCIPAL } from './affected-documents.js'

/** The name of the principal of a row, `map_…` or `out_…`, as people read it; `…` until it is known, '' without one. */
export const usePrincipalName = (id: () => string | null): ComputedRef<string> => {
  const who = useData(
    AFFECTED_PRINCIPAL,
    () => ({ id: id() ?? '' }),
    'cache-first',
    () => id() === null,
  )
  return computed(() => {
    const asked = id()
    if (asked === null) return ''
    if (who.loading.value) return '…'
    const mapped = who.data.value?.mapping
    if (mapped) return identityLines(mapped.source)[0] ?? asked
    const found = who.data.value?.principalOutcome
    return found?.caption ?? found?.principalName ?? found?.authorizableId ?? found?.name ?? asked
  })
}
