import { computed } from 'vue'
import { useData } from '../../app/useData.js'
import { MAPPING_EVIDENCE, NEAR_MISSES } from '../mappings/evidence-documents.js'
import { NEAR_MISS_LABELS, REJECTION_LABELS, stepLabel } from '../mappings/evidence-looks.js'

/** Destination identities that a mapping's evidence and near misses name, each once. */
export const useCandidates = (mappingId: () => string) => {
  const evidence = useData(MAPPING_EVIDENCE, () => ({ id: mappingId() }), 'cache-first')
  const near = useData(NEAR_MISSES, () => ({ id: mappingId() }), 'cache-first')
  const candidates = computed(() => {
    const named = [
      ...(evidence.data.value?.mapping?.evidence ?? []).flatMap((step) =>
        step.candidates.map(({ identity, rejected }) => ({
          identity,
          note: rejected ? REJECTION_LABELS[rejected] : `by ${stepLabel(step).toLowerCase()}`,
        })),
      ),
      ...(near.data.value?.mapping?.nearMisses ?? []).map(({ identity, kind }) => ({
        identity,
        note: NEAR_MISS_LABELS[kind].toLowerCase(),
      })),
    ]
    return [...new Map(named.map((one) => [JSON.stringify(one.identity), one])).values()]
  })
  return { candidates, loading: computed(() => evidence.loading.value || near.loading.value) }
}
