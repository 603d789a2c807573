import { PHASE_LABELS, SEVERITY_LOOKS } from '../../app/labels.js'
import { closedFacet, openFacet, plain, type FacetGroup, type Facets } from '../reports/facet-group.js'

const { ERROR, WARNING, INFO } = SEVERITY_LOOKS

export const findingFacets = (facets: Facets, across: boolean): FacetGroup[] => [
  closedFacet(facets, 'SEVERITY', 'Severity', { ERROR, WARNING, INFO }),
  ...(across ? [openFacet(facets, 'JOB', 'Job')] : []),
  openFacet(facets, 'CODE', 'Code'),
  closedFacet(facets, 'PHASE', 'Phase', plain(PHASE_LABELS)),
  openFacet(facets, 'FILE', 'File'),
]
