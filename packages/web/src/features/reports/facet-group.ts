import type { Filter, FilterOp } from '@crosswalk/core'
import type { Look } from '../../app/labels.js'
import type { FacetOption } from '../../ui/facet.js'
import { crossCounts, type Tally } from './tally.js'

/** One group of the facet rail: a field, the operator its clause uses, and its values. */
export interface FacetGroup {
  field: string
  op: FilterOp
  label: string
  options: FacetOption[]
}

type Looks = Readonly<Record<string, Pick<Look, 'label'> & Partial<Look>>>

/** A facet over an enum. Values that the filter stores in lower case compare in any case. */
export const facetGroup = (
  field: string,
  label: string,
  looks: Looks,
  filter: Filter,
  tallies: readonly Tally[],
  op: FilterOp = 'IN',
): FacetGroup => {
  const counts = crossCounts(filter, field, tallies)
  return {
    field,
    op,
    label,
    options: Object.entries(looks).map(([value, { label: name, hint, icon, tone }]) => ({
      value,
      label: name,
      hint,
      icon,
      tone,
      count: counts ? (counts.get(value.toUpperCase()) ?? 0) : null,
    })),
  }
}

/** Looks made of labels alone. */
export const plain = (
  labels: Readonly<Record<string, string>>,
  hints: Readonly<Record<string, string>> = {},
): Looks =>
  Object.fromEntries(Object.entries(labels).map(([key, label]) => [key, { label, hint: hints[key] }]))
