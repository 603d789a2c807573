import { graphql, type ResultOf } from '../../app/graphql.js'

export const TRIGGERS = graphql(`
  query Triggers($id: ID!, $first: Int!, $after: String) {
    triggers(id: $id, first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          item {
            id
            path
          }
          policy
          entries {
            access
            rights
            restrictions
          }
          path {
            as
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
export type Trigger = ResultOf<typeof TRIGGERS>['triggers']['edges'][number]['node']
export type PrincipalRef = Trigger['path'][number]['principal']

export const SMALLEST_CUT = graphql(`
  query SmallestCut($id: ID!) {
    principalOutcome(id: $id) {
      id
      smallestCut {
        size
        proven
        deselected
        more
        grants {
          count
          principal {
            id
            kind
            name
            caption
          }
        }
        memberships {
          member {
            id
            kind
            name
            caption
          }
          group {
            id
            kind
            name
            caption
          }
        }
      }
    }
  }
`)
export type SmallestCut = NonNullable<
  NonNullable<ResultOf<typeof SMALLEST_CUT>['principalOutcome']>['smallestCut']
>

export const NEAREST_PATH = graphql(`
  query NearestPath($id: ID!) {
    principalOutcome(id: $id) {
      id
      nearestPath {
        item {
          id
          path
        }
        policy
        entries {
          access
          rights
          restrictions
        }
        path {
          as
          principal {
            id
            kind
            name
            caption
          }
        }
        obstacles {
          code
          message
          principal {
            id
            name
          }
        }
      }
    }
  }
`)
