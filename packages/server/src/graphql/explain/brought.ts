import { GraphQLSafeInt } from 'graphql-scalars'
import { Field, Int, ObjectType } from 'type-graphql'

import { connectionOf } from '../paging/connection.js'
import { PrincipalOutcome } from '../principals/principal-outcome.js'

@ObjectType({ simpleResolvers: true, description: 'A principal that a grant or a membership brings.' })
export class BroughtPrincipal {
  @Field(() => PrincipalOutcome, { description: 'The principal and what happens to it.' })
  outcome: PrincipalOutcome
  @Field(() => Int, { description: 'Memberships on the way to it.' })
  distance: number
  @Field(() => Boolean, { description: 'Nothing else selects it: without this it would not be migrated.' })
  onlyByThis: boolean
}

@ObjectType({
  simpleResolvers: true,
  description: 'The principals that a grant or a membership brings, nearest first.',
})
export class BroughtConnection extends connectionOf('BroughtPrincipal', () => BroughtPrincipal) {
  @Field(() => GraphQLSafeInt, { description: 'How many of them nothing else selects.' })
  onlyByThisCount: number
}
