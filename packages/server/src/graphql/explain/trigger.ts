import type { PathStep, Policy } from '@crosswalk/core'
import { Field, ID, ObjectType } from 'type-graphql'

import type { ExplainedStep, ExplainedTrigger, ItemRef } from '../../warehouse/explained.js'
import type { GrantEntry } from '../../warehouse/grant-entries.js'
import { GrantAccessEnum, PathStepKindEnum, PolicyEnum } from '../enums.js'
import { connectionOf } from '../paging/connection.js'
import { PrincipalRefType } from './principal-ref.js'

@ObjectType('ItemRef', { simpleResolvers: true, description: 'A piece of content as explanations name it.' })
export class ItemRefType implements ItemRef {
  @Field(() => ID, { description: 'Stable id, `itm_…`.' })
  id: string
  @Field(() => String, { description: 'Where it lies.' })
  path: string
}

@ObjectType('GrantEntry', {
  simpleResolvers: true,
  description: 'What a policy says of a principal: one entry of it.',
})
export class GrantEntryType implements GrantEntry {
  @Field(() => GrantAccessEnum, { description: 'Whether it grants or denies.' })
  access: GrantEntry['access']
  @Field(() => [String], {
    description: 'The rights as the policy names them; none where the kind of policy has no rights.',
  })
  rights: string[]
  @Field(() => String, {
    nullable: true,
    description: 'The conditions of the entry, as read; null where it holds without condition.',
  })
  restrictions: string | null
}

@ObjectType('PathStep', { simpleResolvers: true, description: 'A principal on a membership path.' })
export class PathStepType implements ExplainedStep {
  @Field(() => PrincipalRefType, { description: 'The principal.' })
  principal: PrincipalRefType
  @Field(() => PathStepKindEnum, { description: 'How it comes from the one before it.' })
  as: PathStep['as']
}

@ObjectType('Trigger', {
  simpleResolvers: true,
  description: 'A grant that selects a principal, and a shortest membership path from there to it.',
})
export class TriggerType implements ExplainedTrigger {
  @Field(() => ItemRefType, { description: 'The item with the policy.' })
  item: ItemRefType
  @Field(() => PolicyEnum, { description: 'The kind of policy.' })
  policy: Policy
  @Field(() => [GrantEntryType], { description: 'What it says of the first principal of the path.' })
  entries: GrantEntryType[]
  @Field(() => [PathStepType], {
    description:
      'From the principal on the content to the one explained; it alone where it is itself on the content.',
  })
  path: PathStepType[]
}

@ObjectType({
  simpleResolvers: true,
  description: 'The triggers of a principal: fewest memberships first, then by item path.',
})
export class TriggerConnection extends connectionOf('Trigger', () => TriggerType) {}
