import type { Filter } from '@crosswalk/core'
import {
  FLAG_LOOKS,
  KIND_LOOKS,
  OUTCOME_LOOKS,
  OUTCOME_REASON_LOOKS,
  POLICY_LABELS,
  RELATION_LABELS,
  RELATION_SENTENCES,
} from '../../app/labels.js'
import type { GridColumn } from '../../ui/grid.js'
import { facetGroup, plain, type FacetGroup } from '../reports/facet-group.js'
import type { Tally } from '../reports/tally.js'
import type { RunSummary } from '../runs/documents.js'

const { MAPPED, NO_EMAIL, DISABLED, DUPLICATE_EMAIL, WILL_DUPLICATE_PROFILE } = FLAG_LOOKS
const FLAGS = { MAPPED, WILL_DUPLICATE_PROFILE, DUPLICATE_EMAIL, NO_EMAIL, DISABLED }
const { ACL, CUG } = POLICY_LABELS

/** The facets of the principal migration report, counted from the run's summary where that is exact. */
export const outcomeFacets = (filter: Filter, summary: RunSummary | null): FacetGroup[] => {
  const tallies: Tally[] = (summary?.outcomes ?? []).map(({ outcome, reason, count }) => ({
    count,
    values: { OUTCOME: outcome, REASON: reason },
  }))
  return [
    facetGroup('OUTCOME', 'Outcome', OUTCOME_LOOKS, filter, tallies),
    facetGroup('REASON', 'Reason', OUTCOME_REASON_LOOKS, filter, tallies),
    facetGroup('RELATION', 'Relation', plain(RELATION_LABELS, RELATION_SENTENCES), filter, []),
    facetGroup('KIND', 'User or group', KIND_LOOKS, filter, []),
    facetGroup('FLAGS', 'Flags', FLAGS, filter, [], 'HAS_FLAG'),
    facetGroup('TRIGGER_POLICY', 'First trigger', plain({ ACL, CUG }), filter, []),
  ]
}

export const OUTCOME_GRID: readonly GridColumn[] = [
  { key: 'principal', label: 'Principal', track: 'minmax(200px, 1.5fr)', narrow: 'lead' },
  { key: 'kind', label: 'Kind', track: '84px' },
  { key: 'outcome', label: 'Outcome', track: '136px', narrow: 'corner' },
  { key: 'why', label: 'Relation or reason', track: 'minmax(200px, 1.8fr)', narrow: 'line' },
  { key: 'trigger', label: 'First trigger', track: 'minmax(160px, 1.5fr)' },
  { key: 'triggers', label: 'Triggers', track: '84px', align: 'end' },
  { key: 'mapped', label: 'Mapped', track: '84px' },
  { key: 'items', label: 'Items', track: '80px', align: 'end' },
]
