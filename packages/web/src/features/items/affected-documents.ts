import { graphql, type ResultOf } from '../../app/graphql.js'

export const AFFECTED_ITEMS = graphql(`
  query AffectedItems($id: ID!, $mode: AffectedMode!, $at: SafeInt!, $limit: Int!) {
    affectedItemsWindow(id: $id, mode: $mode, at: $at, limit: $limit) {
      totalCount
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
export type AffectedRow = ResultOf<typeof AFFECTED_ITEMS>['affectedItemsWindow']['edges'][number]['node']
export type AffectedGrant = AffectedRow['grants'][number]

/** Whose items are listed. */
export const AFFECTED_PRINCIPAL = graphql(`
  query AffectedPrincipal($id: ID!) {
    mapping(id: $id) {
      id
      source {
        id
        username
        name
        caption
      }
    }
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
