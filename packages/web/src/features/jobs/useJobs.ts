import { computed, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { announce } from '../../app/announce.js'
import { plural } from '../../app/format.js'
import { useData } from '../../app/useData.js'
import { usePoll } from '../../app/usePoll.js'
import { one } from '../reports/address.js'
import { isActive } from '../runs/active.js'
import { JOBS } from './documents.js'

const PAGE = 50

/** The jobs that the address asks for; followed while one of their runs is under way. */
export const useJobs = () => {
  const route = useRoute()
  const router = useRouter()
  const search = computed(() => one(route.query, 'q') ?? '')
  const after = computed(() => one(route.query, 'after'))
  const answer = useData(JOBS, () => ({ first: PAGE, after: after.value, search: search.value || null }))
  const page = computed(() => answer.data.value?.jobs ?? null)
  const jobs = computed(() => page.value?.edges.map(({ node }) => node) ?? [])

  usePoll(() => jobs.value.some(({ latestRun }) => latestRun && isActive(latestRun.state)), answer.reload)
  watch(
    () => page.value?.totalCount,
    (total) => {
      if (total != null) announce(plural(total, 'job'))
    },
  )
  const show = (query: { q?: string; after?: string }): void => void router.push({ query })
  return {
    ...answer,
    search,
    page,
    jobs,
    isFirst: computed(() => after.value === null),
    find: (text: string) => show({ q: text || undefined }),
    toFirst: () => show({ q: search.value || undefined }),
    toNext: () => show({ q: search.value || undefined, after: page.value?.pageInfo.endCursor ?? undefined }),
  }
}
