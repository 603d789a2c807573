import { GraphQLDateTime } from 'graphql-scalars'
import { Field, ID, ObjectType } from 'type-graphql'

import { connectionOf } from '../paging/connection.js'

@ObjectType('AuditEntry', { simpleResolvers: true, description: 'Who did what, when; refusals included.' })
export class AuditEntryType {
  @Field(() => ID, { description: 'Stable id, `aud_…`.' })
  id: string
  @Field(() => GraphQLDateTime, { description: 'When.' })
  at: string
  @Field(() => String, { description: 'Name of the token or session; `command line` for the CLI.' })
  actor: string
  @Field(() => String, { description: 'What was done or asked for, such as START_RUN.' })
  action: string
  @Field(() => String, { nullable: true, description: 'Id of what it was done to.' })
  subject: string | null
  @Field(() => String, { description: 'DONE, or the code of the refusal.' })
  result: string
}

@ObjectType({ simpleResolvers: true, description: 'The audit trail, newest first.' })
export class AuditEntryConnection extends connectionOf('AuditEntry', () => AuditEntryType) {}
