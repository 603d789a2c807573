import { GraphQLDateTime } from 'graphql-scalars'
import { Field, ID, Int, ObjectType } from 'type-graphql'

import type { Lazy } from '../lazy.js'
import { connectionOf } from '../paging/connection.js'
import { RunType } from '../runs/run.js'

@ObjectType('Job', { simpleResolvers: true, description: 'A named migration: its inputs and settings.' })
export class JobType {
  @Field(() => ID, { description: 'Stable id, `job_…`.' })
  id: string
  @Field(() => String, { description: 'Name, unique among jobs.' })
  name: string
  @Field(() => String, { description: 'Platform of the source, as the job file names it.' })
  platform: string
  @Field(() => String, {
    nullable: true,
    description: 'Kind of instance where the platform has kinds: author or publish.',
  })
  instance: string | null
  @Field(() => GraphQLDateTime, { description: 'When the job was made.' })
  createdAt: string
  @Field(() => GraphQLDateTime, { description: 'When its definition last changed.' })
  updatedAt: string
  @Field(() => RunType, { nullable: true, description: 'The newest run, whatever its state.' })
  latestRun: Lazy<RunType | null>
  @Field(() => Int, { description: 'How many runs the job has had.' })
  runCount: Lazy<number>
  @Field(() => Int, { description: 'How many exceptions the job keeps; those of its files not counted.' })
  exceptionCount: Lazy<number>
  @Field(() => String, {
    nullable: true,
    description: 'Name of the live directory in which it looks identities up; null: it reads files.',
  })
  directory: string | null
  @Field(() => Boolean, {
    description: 'Whether a run maps users and groups unless its start says otherwise.',
  })
  mapUsers: Lazy<boolean>
  @Field(() => Boolean, {
    description: 'Whether a run wipes the target first unless its start says otherwise.',
  })
  wipe: Lazy<boolean>
}

@ObjectType({ simpleResolvers: true, description: 'Jobs, newest first.' })
export class JobConnection extends connectionOf('Job', () => JobType) {}
