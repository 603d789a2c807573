import { DEFAULT_SORT, type Report } from '@crosswalk/core'
import { useMutation } from '@urql/vue'
import { computed, ref } from 'vue'
import { failureOf } from '../../app/failure.js'
import { useData } from '../../app/useData.js'
import { sortValue } from '../reports/sorts.js'
import type { ReportState } from '../reports/useReportState.js'
import { DELETE_VIEW, SAVE_VIEW, SAVED_VIEWS } from './documents.js'
import { sameView, SHIPPED, type View } from './views.js'

/** The views of a report: what is shown now, those there are, and how they are kept. */
export const useViews = (report: Report, state: ReportState) => {
  const name = report.toUpperCase() as Uppercase<Report>
  const answer = useData(SAVED_VIEWS, () => ({ report: name }))
  const saving = useMutation(SAVE_VIEW)
  const deleting = useMutation(DELETE_VIEW)
  const problem = ref<{ code: string; message: string } | null>(null)

  const saved = computed(() => answer.data.value?.savedViews ?? [])
  const shipped = SHIPPED[report] ?? []
  const present = computed<Omit<View, 'name'>>(() => ({
    clauses: state.filter.value.clauses,
    sort: sortValue<string>(state.address.value.sort),
    columns: state.address.value.cols?.split('~') ?? [],
  }))
  const current = computed(
    () => [...saved.value, ...shipped].find((view) => sameView(view, present.value)) ?? null,
  )
  const open = ({ clauses, sort, columns }: Omit<View, 'name'>): void =>
    state.show(
      { report, clauses },
      {
        sort: sort === DEFAULT_SORT ? null : sort.toLowerCase(),
        cols: columns.length > 0 ? columns.join('~') : null,
        own: {},
      },
    )
  const save = async (as: string, shared: boolean): Promise<boolean> => {
    const { clauses, sort, columns } = present.value
    const input = {
      ...{ report: name, name: as, shared, sort, columns: [...columns] },
      clauses: clauses.map((clause) => ({ ...clause, values: [...clause.values] })),
    }
    const { data, error } = await saving.executeMutation({ input })
    const answered = data?.saveView
    problem.value = error
      ? failureOf(error)
      : answered && answered.__typename !== 'SavedView'
        ? answered
        : null
    if (!problem.value) answer.reload()
    return problem.value === null
  }
  const remove = async (viewId: string): Promise<void> => {
    const { error } = await deleting.executeMutation({ input: { viewId } })
    problem.value = error ? failureOf(error) : null
    answer.reload()
  }
  return { saved, shipped, current, open, save, remove, problem, busy: saving.fetching }
}
