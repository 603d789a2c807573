import {
  FLAG_LOOKS,
  KIND_LOOKS,
  MAPPING_REASON_HINTS,
  MAPPING_REASON_LABELS,
  RESOLUTION_LOOKS,
} from '../../app/labels.js'
import { closedFacet, openFacet, plain, type FacetGroup, type Facets } from '../reports/facet-group.js'

const { MANY_TO_ONE, DUPLICATE_EMAIL, NO_EMAIL, DISABLED } = FLAG_LOOKS
const FLAGS = { MANY_TO_ONE, DUPLICATE_EMAIL, NO_EMAIL, DISABLED }
const REASONS = plain(MAPPING_REASON_LABELS, MAPPING_REASON_HINTS)

/** The facets of the user mappings report; that of jobs where it is of several. */
export const mappingFacets = (facets: Facets, across: boolean): FacetGroup[] => [
  closedFacet(facets, 'RESOLUTION', 'Resolution', RESOLUTION_LOOKS),
  closedFacet(facets, 'KIND', 'User or group', KIND_LOOKS),
  ...(across ? [openFacet(facets, 'JOB', 'Job')] : []),
  closedFacet(facets, 'REASON', 'Reason', REASONS),
  closedFacet(facets, 'FLAGS', 'Flags', FLAGS, 'HAS_FLAG'),
  openFacet(facets, 'DOMAIN', 'Mail domain'),
]
