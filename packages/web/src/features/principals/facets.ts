import {
  FLAG_LOOKS,
  KIND_LOOKS,
  OUTCOME_LOOKS,
  OUTCOME_REASON_LOOKS,
  POLICY_LABELS,
  RELATION_LABELS,
  RELATION_SENTENCES,
} from '../../app/labels.js'
import { closedFacet, openFacet, plain, type FacetGroup, type Facets } from '../reports/facet-group.js'

const { MAPPED, NO_EMAIL, DISABLED, DUPLICATE_EMAIL, WILL_DUPLICATE_PROFILE, LEFT_BEHIND, TRANSFERRED } =
  FLAG_LOOKS
const FLAGS = {
  MAPPED,
  LEFT_BEHIND,
  TRANSFERRED,
  WILL_DUPLICATE_PROFILE,
  DUPLICATE_EMAIL,
  NO_EMAIL,
  DISABLED,
}
const { ACL, CUG } = POLICY_LABELS

/** The facets of the principal migration report; that of jobs where it is of several. */
export const outcomeFacets = (facets: Facets, across: boolean): FacetGroup[] => [
  closedFacet(facets, 'OUTCOME', 'Outcome', OUTCOME_LOOKS),
  closedFacet(facets, 'REASON', 'Reason', OUTCOME_REASON_LOOKS),
  closedFacet(facets, 'RELATION', 'Relation', plain(RELATION_LABELS, RELATION_SENTENCES)),
  closedFacet(facets, 'KIND', 'User or group', KIND_LOOKS),
  ...(across ? [openFacet(facets, 'JOB', 'Job')] : []),
  closedFacet(facets, 'FLAGS', 'Flags', FLAGS, 'HAS_FLAG'),
  closedFacet(facets, 'TRIGGER_POLICY', 'First trigger', plain({ ACL, CUG })),
]
