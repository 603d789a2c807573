import { GraphQLSafeInt } from 'graphql-scalars'
import { Field, ObjectType } from 'type-graphql'

import type { CutGrants, CutMembership, ExplainedCut } from '../../warehouse/explained.js'
import { PrincipalRefType } from './principal-ref.js'

@ObjectType('CutGrants', { simpleResolvers: true, description: 'All grants of a principal on the content.' })
export class CutGrantsType implements CutGrants {
  @Field(() => PrincipalRefType, { description: 'The principal.' })
  principal: PrincipalRefType
  @Field(() => GraphQLSafeInt, { description: 'How many grants it has in scope.' })
  count: number
}

@ObjectType('CutMembership', { simpleResolvers: true, description: 'A direct membership.' })
export class CutMembershipType implements CutMembership {
  @Field(() => PrincipalRefType, { description: 'The member.' })
  member: PrincipalRefType
  @Field(() => PrincipalRefType, { description: 'The group.' })
  group: PrincipalRefType
}

@ObjectType('SmallestCut', {
  simpleResolvers: true,
  description:
    'The smallest set of grants and memberships without which a principal is not selected; of several, the one nearest to it.',
})
export class SmallestCutType implements ExplainedCut {
  @Field(() => GraphQLSafeInt, { description: 'Grants and memberships together.' })
  size: number
  @Field(() => Boolean, {
    description:
      'Whether no smaller set will do. False where memberships in cycles left too many sets to try; the set does deselect.',
  })
  proven: boolean
  @Field(() => GraphQLSafeInt, {
    description: 'Principals that are no longer selected without it, the principal itself among them.',
  })
  deselected: number
  @Field(() => [CutGrantsType], { description: 'Principals to lose all their grants; at most 200.' })
  grants: CutGrantsType[]
  @Field(() => [CutMembershipType], { description: 'Memberships to end; at most 200.' })
  memberships: CutMembershipType[]
  @Field(() => GraphQLSafeInt, { description: 'Principals and memberships beyond those listed.' })
  more: number
}
