import type { Filter } from '@crosswalk/core'
import {
  FLAG_LOOKS,
  KIND_LOOKS,
  MAPPING_REASON_HINTS,
  MAPPING_REASON_LABELS,
  RESOLUTION_LOOKS,
} from '../../app/labels.js'
import type { GridColumn } from '../../ui/grid.js'
import { facetGroup, plain, type FacetGroup } from '../reports/facet-group.js'
import type { Tally } from '../reports/tally.js'
import type { RunSummary } from '../runs/documents.js'

const { MANY_TO_ONE, DUPLICATE_EMAIL, NO_EMAIL, DISABLED } = FLAG_LOOKS

/** The facets of the user mappings report, counted from the run's summary where that is exact. */
export const mappingFacets = (filter: Filter, summary: RunSummary | null): FacetGroup[] => {
  const tallies: Tally[] = (summary?.resolutions ?? []).map(({ resolution, kind, count }) => ({
    count,
    values: { RESOLUTION: resolution, KIND: kind },
  }))
  return [
    facetGroup('RESOLUTION', 'Resolution', RESOLUTION_LOOKS, filter, tallies),
    facetGroup('KIND', 'User or group', KIND_LOOKS, filter, tallies),
    facetGroup('REASON', 'Reason', plain(MAPPING_REASON_LABELS, MAPPING_REASON_HINTS), filter, []),
    facetGroup(
      'FLAGS',
      'Flags',
      { MANY_TO_ONE, DUPLICATE_EMAIL, NO_EMAIL, DISABLED },
      filter,
      [],
      'HAS_FLAG',
    ),
  ]
}

export const MAPPING_GRID: readonly GridColumn[] = [
  { key: 'source', label: 'Source', track: 'minmax(200px, 1.5fr)', narrow: 'lead' },
  { key: 'destination', label: 'Destination', track: 'minmax(200px, 1.5fr)', narrow: 'line' },
  { key: 'resolution', label: 'Resolution', track: '140px', narrow: 'corner' },
  { key: 'message', label: 'Message', track: 'minmax(180px, 1.6fr)' },
  { key: 'items', label: 'Items', track: '88px', align: 'end' },
]
