import { useClientHandle } from '@urql/vue'
import { ref } from 'vue'
import { useRouter } from 'vue-router'
import { linkQuery } from '../reports/clauses.js'
import { NAMED_PRINCIPALS, type DifferingRow } from './documents.js'

/** Goes to a principal of the run by what a report calls it: its open row, or else the search for it. */
export const usePrincipalLink = (runId: () => string) => {
  const { client } = useClientHandle()
  const router = useRouter()
  const busy = ref(false)
  const show = async ({ principal }: DifferingRow): Promise<void> => {
    busy.value = true
    const clause = { field: 'TEXT' as const, op: 'CONTAINS' as const, values: [principal] }
    const { data } = await client.query(NAMED_PRINCIPALS, { runId: runId(), filter: [clause] })
    busy.value = false
    const found = data?.principalOutcomesWindow.edges.find(({ node }) =>
      [node.authorizableId, node.principalName, node.name].includes(principal),
    )
    const query = found ? { row: found.node.id } : linkQuery('outcomes', [clause])
    await router.push({ name: 'principals', params: { run: runId() }, query })
  }
  return { busy, show }
}
