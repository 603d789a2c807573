import { computed } from 'vue'
import { useData } from '../../app/useData.js'
import { MAPPINGS_HEAD } from '../mappings/documents.js'
import { OUTCOMES_HEAD } from '../principals/documents.js'
import type { Facets } from '../reports/facet-group.js'
import type { RunDetail } from '../runs/documents.js'
import { attentionOf } from './attention.js'

const UNRESOLVED = [{ field: 'RESOLUTION', op: 'IN', values: ['UNRESOLVED'] }] as const

const countsOf = (facets: Facets, field: string): Map<string, number> =>
  new Map(
    facets
      ?.find((facet) => facet.field === field)
      ?.values.flatMap(({ value, count }) => (value === null ? [] : [[value, count] as const])),
  )

/** What needs a look first in a finished run. */
export const useAttention = (run: () => RunDetail) => {
  const idle = (): boolean => run().summary === null
  const mappings = useData(
    MAPPINGS_HEAD,
    () => ({
      runId: run().id,
      filter: UNRESOLVED.map((clause) => ({ ...clause, values: [...clause.values] })),
    }),
    'cache-first',
    idle,
  )
  const outcomes = useData(OUTCOMES_HEAD, () => ({ runId: run().id }), 'cache-first', idle)
  const extra = computed(() => {
    const answer = mappings.data.value?.mappingsWindow
    const principals = outcomes.data.value?.principalOutcomesWindow
    if (!answer || !principals) return null
    const facets = answer.__typename === 'MappingConnection' ? answer.facets : null
    return { unresolved: countsOf(facets, 'REASON'), flags: countsOf(principals.facets, 'FLAGS') }
  })
  return {
    lines: computed(() => {
      const { id, summary } = run()
      return summary ? attentionOf(id, summary, extra.value) : []
    }),
    loading: computed(() => extra.value === null && !mappings.failure.value && !outcomes.failure.value),
  }
}
