import type { PrincipalKind } from '@crosswalk/core'
import { Field, ID, ObjectType } from 'type-graphql'

import type { PrincipalRef } from '../../warehouse/principal-refs.js'
import { PrincipalKindEnum } from '../enums.js'

@ObjectType('PrincipalRef', {
  simpleResolvers: true,
  description: 'A principal as paths and policies name it.',
})
export class PrincipalRefType implements PrincipalRef {
  @Field(() => ID, { description: 'Id of its row in the principal migration report, `out_…`.' })
  id: string
  @Field(() => PrincipalKindEnum, {
    nullable: true,
    description: 'Null for a principal that only policies name.',
  })
  kind: PrincipalKind | null
  @Field(() => String, { description: 'The name that policies refer to, else its id, else its name.' })
  name: string
  @Field(() => String, { nullable: true, description: 'Display name.' })
  caption: string | null
}
