import { graphql, type ResultOf } from '../../app/graphql.js'

export const AFFECTED_ITEMS = graphql(`
  query AffectedItems($id: ID!, $mode: AffectedMode!, $first: Int, $after: String) {
    affectedItems(id: $id, mode: $mode, first: $first, after: $after) {
      totalCount
      pageInfo {
        endCursor
      }
      edges {
        node {
          id
          path
          type
          modified
          implied
          moreGrants
          grants {
            policy
            access
            rights
            restrictions
            principal {
              id
              kind
              name
              caption
            }
          }
        }
      }
    }
  }
`)
export type AffectedRow = ResultOf<typeof AFFECTED_ITEMS>['affectedItems']['edges'][number]['node']
export type AffectedGrant = AffectedRow['grants'][number]

/** Whose items are listed. */
export const AFFECTED_PRINCIPAL = graphql(`
  query AffectedPrincipal($id: ID!) {
    principalOutcome(id: $id) {
      id
      kind
      caption
      principalName
      authorizableId
      name
      itemsDirect
      itemsEffective
    }
  }
`)
