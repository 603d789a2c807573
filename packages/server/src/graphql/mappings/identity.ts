import { Field, ObjectType } from 'type-graphql'

@ObjectType({
  simpleResolvers: true,
  description: 'An identity as the platform gives it; every part may be absent.',
})
export class Identity {
  @Field(() => String, { nullable: true, description: 'Id on the platform.' })
  id: string | null
  @Field(() => String, { nullable: true, description: 'Login name; generally absent for groups.' })
  username: string | null
  @Field(() => String, { nullable: true, description: 'Email address of an account, name of a group.' })
  name: string | null
  @Field(() => String, { nullable: true, description: 'Display name.' })
  caption: string | null
}
