import { graphql } from '../../app/graphql.js'

/** A facet as every report counts it. */
export const FACET = graphql(`
  fragment CountedFacet on Facet {
    field
    other
    values {
      value
      label
      count
    }
  }
`)
