import { GraphQLDateTime, GraphQLSafeInt } from 'graphql-scalars'
import { Field, ID, Int, ObjectType } from 'type-graphql'

import type {
  DirectoryKind,
  LdapSecurity,
  LdapSettings,
  SecretName,
  Strategy,
  UmapiSettings,
} from '../../directories/settings.js'
import { JobType } from '../jobs/job.js'
import type { Lazy } from '../lazy.js'
import { RunType } from '../runs/run.js'
import { DirectoryKindEnum, SecretEnum, SecurityEnum, StrategyEnum } from './enums.js'

@ObjectType('UmapiSettings', {
  simpleResolvers: true,
  description: "How Adobe's User Management API is asked.",
})
export class UmapiSettingsType implements Omit<UmapiSettings, 'kind'> {
  @Field(() => String, { description: 'The organisation, `xx@AdobeOrg`.' })
  orgId: string
  @Field(() => String, { description: 'The client id of the project.' })
  clientId: string
  @Field(() => String, { description: 'Base address of the API.' })
  apiUrl: string
  @Field(() => String, { description: 'Where a client secret is exchanged for access tokens.' })
  tokenUrl: string
  @Field(() => StrategyEnum, { description: 'How users are asked for.' })
  strategy: Strategy
  @Field(() => Int, { description: 'Requests for users a minute.' })
  requestsPerMinute: number
}

@ObjectType('LdapSettings', { simpleResolvers: true, description: 'How an LDAP server is asked.' })
export class LdapSettingsType implements Omit<LdapSettings, 'kind'> {
  @Field(() => String, { description: 'Address of the server.' })
  url: string
  @Field(() => SecurityEnum, { description: 'How the connection is made private.' })
  security: LdapSecurity
  @Field(() => String, {
    nullable: true,
    description: 'PEM certificates trusted beside those of the system.',
  })
  certificates: string | null
  @Field(() => String, { nullable: true, description: 'Who signs in; null: nobody.' })
  bindDn: string | null
  @Field(() => String, { description: 'Below which entries are read.' })
  baseDn: string
  @Field(() => String, { description: 'Filter of users.' })
  userFilter: string
  @Field(() => String, { description: 'Filter of groups.' })
  groupFilter: string
  @Field(() => Int, { description: 'Entries a page.' })
  pageSize: number
}

@ObjectType('Directory', { simpleResolvers: true, description: 'The configuration of a live directory.' })
export class DirectoryType {
  @Field(() => ID, { description: 'Stable id, `dir_…`.' })
  id: string
  @Field(() => String, { description: 'What jobs call it.' })
  name: string
  @Field(() => DirectoryKindEnum, { description: 'What it is.' })
  kind: DirectoryKind
  @Field(() => UmapiSettingsType, { nullable: true, description: 'Its settings where it is of kind UMAPI.' })
  umapi: UmapiSettingsType | null
  @Field(() => LdapSettingsType, { nullable: true, description: 'Its settings where it is of kind LDAP.' })
  ldap: LdapSettingsType | null
  @Field(() => [SecretEnum], {
    description: 'Which secrets it has; the secrets themselves are never answered.',
  })
  secrets: readonly SecretName[]
  @Field(() => GraphQLDateTime, { description: 'When the secrets were last entered.' })
  secretsAt: string
  @Field(() => GraphQLDateTime, { description: 'When it last passed its test.' })
  testedAt: string
  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description: 'Users it counted then; null: it does not count.',
  })
  users: number | null
  @Field(() => GraphQLDateTime, { description: 'When it was made.' })
  createdAt: string
  @Field(() => GraphQLDateTime, { description: 'When it was last saved.' })
  updatedAt: string
  @Field(() => [JobType], { description: 'The jobs that read it, by name.' })
  jobs: Lazy<JobType[]>
  @Field(() => RunType, { nullable: true, description: 'The newest run of those jobs, whatever its state.' })
  latestRun: Lazy<RunType | null>
}

@ObjectType({ simpleResolvers: true, description: 'What a look-up will take, before it is started.' })
export class DirectoryEstimate {
  @Field(() => String, { description: 'Name of the directory.' })
  directory: string
  @Field(() => Boolean, { description: 'Whether it is configured; if not, a run skips the mapping.' })
  configured: boolean
  @Field(() => StrategyEnum, { nullable: true, description: 'How users will be asked for.' })
  strategy: Strategy | null
  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Requests, at most; null: cannot be told.' })
  requests: number | null
  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Seconds, about; null: cannot be told.' })
  seconds: number | null
  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description: 'Users of the directory as it last counted them.',
  })
  users: number | null
  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description: "Accounts of the source, from the job's latest finished run; null: it has none.",
  })
  accounts: number | null
}
