import { ArgsType, Field, Int } from 'type-graphql'

@ArgsType()
export class LogArgs {
  @Field(() => Int, { defaultValue: 0, description: 'Only lines after this one.' })
  after: number
  @Field(() => Int, { defaultValue: 200, description: 'At most so many lines; no more than 1000.' })
  first: number
}
