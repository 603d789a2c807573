import { Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql'

import { requireRole } from '../../access/caller.js'
import type { Role } from '../../control/roles.js'
import { Access } from '../access.js'
import type { Context } from '../context.js'
import { RoleEnum } from '../enums.js'

@ObjectType({ simpleResolvers: true, description: 'Who calls.' })
export class Viewer {
  @Field(() => String, { description: 'Name of the token or session.' })
  name: string
  @Field(() => RoleEnum, { description: 'What it may do.' })
  role: Role
}

@Resolver()
export class ViewerResolver {
  @Access('viewer')
  @Query(() => Viewer, { description: 'The caller: who is signed in, and with which role.' })
  viewer(@Ctx() { caller }: Context): Viewer {
    const { name, role } = requireRole(caller, 'viewer')
    return { name, role }
  }
}
