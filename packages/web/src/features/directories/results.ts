import { MAPPING_REASONS, type MappingReason } from '@crosswalk/core'
import type { ResultOf } from '../../app/graphql.js'
import { formatDuration, formatNumber, formatTime } from '../../app/format.js'
import { MAPPING_REASON_LABELS } from '../../app/labels.js'
import type { MAPPING_RESULTS } from './documents.js'

type Results = ResultOf<typeof MAPPING_RESULTS>
type Fact = readonly [string, string]

const isReason = (value: string): value is MappingReason => Object.hasOwn(MAPPING_REASONS, value)

/** The summary of a mapping as label and value; every count is the user mappings report's own. */
export const resultFacts = ({ run, mappings }: Results): readonly Fact[] => {
  if (!run?.summary) return []
  const { summary } = run
  const looked = summary.directory
  const facets = 'facets' in mappings ? (mappings.facets ?? []) : []
  const countsOf = (field: string) => facets.find((facet) => facet.field === field)?.values ?? []
  const total = 'totalCount' in mappings ? (mappings.totalCount ?? 0) : 0
  const unmapped = countsOf('RESOLUTION').find(({ value }) => value === 'UNRESOLVED')?.count ?? 0
  const withoutId = countsOf('REASON').find(({ value }) => value === 'ID_NOT_RETURNED')?.count ?? 0
  const reasons = countsOf('REASON').flatMap(({ value, count }): Fact[] =>
    value !== null && value !== 'ID_NOT_RETURNED' && isReason(value)
      ? [[`Unmapped: ${MAPPING_REASON_LABELS[value]}`, formatNumber(count)]]
      : [],
  )
  return [
    ['Users read', formatNumber(summary.sourceAccounts)],
    ['Addresses looked up', formatNumber(looked?.lookedUp ?? 0)],
    ['Mapped', formatNumber(total - unmapped)],
    ['Mapped, id not returned', formatNumber(withoutId)],
    ['Unmapped', formatNumber(unmapped)],
    ...reasons,
    ['Failed look-ups', formatNumber(looked?.failed ?? 0)],
    ['Started', formatTime(run.startedAt)],
    ['Finished', formatTime(run.finishedAt)],
    ['Time stopped', formatDuration('1970-01-01T00:00:00Z', summary.stoppedMilliseconds ?? 0)],
  ]
}
