import { fieldOf, type Report } from '@crosswalk/core'
import { GraphQLSafeInt } from 'graphql-scalars'
import { Field, ObjectType } from 'type-graphql'

import type { Facet } from '../../warehouse/facets.js'

/** One scan, or none. A page's cost is for each row it may hold, so that this is multiplied by its size. */
export const FACETS_COST = 20

@ObjectType('FacetValue', {
  simpleResolvers: true,
  description: 'A value of a field and the rows that have it.',
})
export class FacetValueType {
  @Field(() => String, { nullable: true, description: "As a filter's value; null for absent." })
  value: string | null
  @Field(() => String, {
    nullable: true,
    description: 'What a person reads where it is not the value: the name of a job.',
  })
  label: string | null
  @Field(() => GraphQLSafeInt, { description: 'How many rows have it.' })
  count: number
}

@ObjectType('Facet', {
  simpleResolvers: true,
  description: "The values of one field, counted under the filter's clauses on all other fields.",
})
export class FacetType {
  @Field(() => String, { description: 'Name of the field, as the filter of this report spells it.' })
  field: string
  @Field(() => [FacetValueType], {
    description: "In the field's order, or the most frequent first where the field can have any value.",
  })
  values: FacetValueType[]
  @Field(() => GraphQLSafeInt, { description: 'Rows with values beyond those listed.' })
  other: number
}

/** Facets as the API shows them: names of enum values in upper case, jobs with their names. */
export const facetViews = (
  report: Report,
  facets: readonly Facet[],
  nameOf: (jobId: string) => string | undefined,
): FacetType[] =>
  facets.map(({ field, values, other }) => {
    const isClosed = fieldOf(report, field)?.type !== 'string'
    return {
      field,
      other,
      values: values.map(({ value, count }) => ({
        value: isClosed ? (value?.toUpperCase() ?? null) : value,
        label: field === 'JOB' && value !== null ? (nameOf(value) ?? null) : null,
        count,
      })),
    }
  })
