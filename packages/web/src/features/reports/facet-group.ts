import type { FilterOp } from '@crosswalk/core'
import type { Look } from '../../app/labels.js'
import type { FacetOption } from '../../ui/facet.js'

/** One facet as the API counts it: under the filter's clauses on all other fields. */
export interface CountedFacet {
  field: string
  values: readonly { value: string | null; label: string | null; count: number }[]
  /** Rows with values beyond those listed. */
  other: number
}

/** The facets of a report; null where they are not known (yet). */
export type Facets = readonly CountedFacet[] | null

/** One group of the facet rail: a field, the operator its clause uses, and its values. */
export interface FacetGroup {
  field: string
  op: FilterOp
  label: string
  options: FacetOption[]
  /** Rows with values that are not listed. */
  other: number
}

type Looks = Readonly<Record<string, Pick<Look, 'label'> & Partial<Look>>>

const countedOf = (facets: Facets, field: string): CountedFacet | undefined =>
  facets?.find((facet) => facet.field === field)

/** A facet over a closed set of values, in their order; those without rows stay, with a zero. */
export const closedFacet = (
  facets: Facets,
  field: string,
  label: string,
  looks: Looks,
  op: FilterOp = 'IN',
): FacetGroup => {
  const counted = countedOf(facets, field)
  const counts = new Map(counted?.values.map(({ value, count }) => [value?.toUpperCase(), count]))
  return {
    field,
    op,
    label,
    other: 0,
    options: Object.entries(looks).map(([value, { label: name, hint, icon, tone }]) => ({
      ...{ value, label: name, hint, icon, tone },
      count: counted ? (counts.get(value.toUpperCase()) ?? 0) : null,
    })),
  }
}

/** A facet over whatever values there are, most frequent first; the empty value stands for absent. */
export const openFacet = (facets: Facets, field: string, label: string): FacetGroup => {
  const counted = countedOf(facets, field)
  return {
    field,
    op: 'IN',
    label,
    other: counted?.other ?? 0,
    options: (counted?.values ?? []).map(({ value, label: name, count }) => ({
      value: value ?? '',
      label: name ?? value ?? '(none)',
      count,
    })),
  }
}

/** Looks made of labels alone. */
export const plain = (
  labels: Readonly<Record<string, string>>,
  hints: Readonly<Record<string, string>> = {},
): Looks =>
  Object.fromEntries(Object.entries(labels).map(([key, label]) => [key, { label, hint: hints[key] }]))
