import type { Policy } from '@crosswalk/core'
import { Field, ID, Int, ObjectType } from 'type-graphql'

import type { AffectedGrant, AffectedItem } from '../../warehouse/affected-items.js'
import { PolicyEnum } from '../enums.js'
import { PrincipalRefType } from '../explain/principal-ref.js'
import { GrantEntryType } from '../explain/trigger.js'
import { connectionOf } from '../paging/connection.js'

@ObjectType('AffectedGrant', {
  simpleResolvers: true,
  description: 'One entry of a policy on an item, or one role that a person has there.',
})
export class AffectedGrantType extends GrantEntryType implements AffectedGrant {
  @Field(() => PolicyEnum, { description: 'The kind of grant.' })
  policy: Policy
  @Field(() => PrincipalRefType, { description: 'The principal itself, or one of its groups.' })
  principal: PrincipalRefType
}

@ObjectType('AffectedItem', {
  simpleResolvers: true,
  description: 'A piece of content with a grant for a principal.',
})
export class AffectedItemType implements AffectedItem {
  @Field(() => ID, { description: 'Stable id, `itm_…`.' })
  id: string
  @Field(() => String, { description: 'Where it lies.' })
  path: string
  @Field(() => String, { nullable: true, description: 'Its type on the platform.' })
  type: string | null
  @Field(() => String, { nullable: true, description: 'When it was last modified, as stored.' })
  modified: string | null
  @Field(() => Boolean, { description: 'No node was read at this path; only a policy names it.' })
  implied: boolean
  @Field(() => [AffectedGrantType], {
    description:
      'What is granted, at most 50: entries in the order of the policies, then owner, creator, modifier.',
  })
  grants: AffectedGrantType[]
  @Field(() => Int, { description: 'Grants beyond those.' })
  moreGrants: number
}

@ObjectType({ simpleResolvers: true, description: 'Items with a grant for a principal, in path order.' })
export class AffectedItemConnection extends connectionOf('AffectedItem', () => AffectedItemType) {}
