import { graphql, type ResultOf } from '../../app/graphql.js'

const CHANGE = graphql(`
  fragment MappingBeside on MappingChange {
    changed
    run {
      id
      number
    }
    mapping {
      id
      resolution
      destination {
        id
        username
        name
        caption
      }
    }
  }
`)

/** What the runs before and after say of the same principal. */
export const MAPPING_CHANGES = graphql(
  `
    query MappingChanges($id: ID!) {
      mapping(id: $id) {
        id
        previous {
          ...MappingBeside
        }
        next {
          ...MappingBeside
        }
      }
    }
  `,
  [CHANGE],
)
export type MappingBeside = NonNullable<NonNullable<ResultOf<typeof MAPPING_CHANGES>['mapping']>['previous']>
