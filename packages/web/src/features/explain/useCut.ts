import { computed } from 'vue'
import { useData } from '../../app/useData.js'
import { SMALLEST_CUT } from './documents.js'

/** The smallest cut of a principal, and the links of its picture that the cut would take away. */
export const useCut = (id: () => string) => {
  const answer = useData(SMALLEST_CUT, () => ({ id: id() }), 'cache-first')
  const cut = computed(() => answer.data.value?.principalOutcome?.smallestCut ?? null)
  const marked = computed(
    () =>
      new Set([
        ...(cut.value?.grants ?? []).map(({ principal }) => `grant ${principal.id}`),
        ...(cut.value?.memberships ?? []).flatMap(({ member, group }) => [
          `${member.id} ${group.id}`,
          `${group.id} ${member.id}`,
        ]),
      ]),
  )
  return { cut, marked }
}
