import { graphql, type ResultOf } from '../../app/graphql.js'

export const MAPPING_EVIDENCE = graphql(`
  query MappingEvidence($id: ID!) {
    mapping(id: $id) {
      id
      evidence {
        rule
        verdict
        field
        written
        compared
        candidates {
          identity {
            id
            username
            name
            caption
          }
          written
          rejected
        }
        moreCandidates
        decides
        message
      }
    }
  }
`)

export const NEAR_MISSES = graphql(`
  query NearMisses($id: ID!) {
    mapping(id: $id) {
      id
      nearMisses {
        kind
        message
        identity {
          id
          username
          name
          caption
        }
        shared
      }
    }
  }
`)

type Explained = NonNullable<ResultOf<typeof MAPPING_EVIDENCE>['mapping']>
export type EvidenceStep = Explained['evidence'][number]
