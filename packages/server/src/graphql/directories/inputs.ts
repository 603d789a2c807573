import { Field, ID, InputType, Int } from 'type-graphql'

import type { LdapSecurity, Strategy } from '../../directories/settings.js'
import { SecurityEnum, StrategyEnum } from './enums.js'

const otherwise = { nullable: true } as const

@InputType({ description: "How Adobe's User Management API is to be asked." })
export class UmapiInput {
  @Field(() => String, { description: 'The organisation, `xx@AdobeOrg`.' })
  orgId: string
  @Field(() => String, { description: 'The client id of the project.' })
  clientId: string
  @Field(() => String, { ...otherwise, description: "Base address of the API; Adobe's if not given." })
  apiUrl?: string | null
  @Field(() => String, { ...otherwise, description: "Where tokens are got; Adobe's if not given." })
  tokenUrl?: string | null
  @Field(() => StrategyEnum, { ...otherwise, description: 'AUTO if not given.' })
  strategy?: Strategy | null
  @Field(() => Int, { ...otherwise, description: 'Requests for users a minute; 25 if not given.' })
  requestsPerMinute?: number | null
}

@InputType({ description: 'How an LDAP server is to be asked.' })
export class LdapInput {
  @Field(() => String, {
    description: '`ldaps://host[:port]`, or `ldap://…` with StartTLS or without security.',
  })
  url: string
  @Field(() => SecurityEnum, { ...otherwise, description: 'LDAPS if not given.' })
  security?: LdapSecurity | null
  @Field(() => String, { ...otherwise, description: 'PEM certificates to trust beside those of the system.' })
  certificates?: string | null
  @Field(() => String, { ...otherwise, description: 'Who signs in; nobody if not given.' })
  bindDn?: string | null
  @Field(() => String, { description: 'Below which entries are read.' })
  baseDn: string
  @Field(() => String, { ...otherwise, description: 'Filter of users; people and accounts if not given.' })
  userFilter?: string | null
  @Field(() => String, { ...otherwise, description: 'Filter of groups; groups of every kind if not given.' })
  groupFilter?: string | null
  @Field(() => Int, { ...otherwise, description: 'Entries a page; 500 if not given.' })
  pageSize?: number | null
}

@InputType({ description: 'Secrets entered now. Those left out stay as they are saved.' })
export class DirectorySecretsInput {
  @Field(() => String, { ...otherwise, description: 'An access token; takes the place of a client secret.' })
  accessToken?: string | null
  @Field(() => String, { ...otherwise, description: 'A client secret; takes the place of an access token.' })
  clientSecret?: string | null
  @Field(() => String, { ...otherwise, description: 'The password of the bind DN.' })
  password?: string | null
}

@InputType({ description: 'A configuration, with the settings of one kind.' })
export class DirectoryInput {
  @Field(() => ID, { ...otherwise, description: 'The directory it changes; a new one if not given.' })
  directoryId?: string | null
  @Field(() => String, { description: 'What jobs call it.' })
  name: string
  @Field(() => UmapiInput, { ...otherwise, description: "For Adobe's User Management API." })
  umapi?: UmapiInput | null
  @Field(() => LdapInput, { ...otherwise, description: 'For an LDAP server.' })
  ldap?: LdapInput | null
  @Field(() => DirectorySecretsInput, { ...otherwise, description: 'Secrets entered now.' })
  secrets?: DirectorySecretsInput | null
}

@InputType({ description: 'Which directory.' })
export class DirectoryRef {
  @Field(() => ID, { description: 'The directory.' })
  directoryId: string
}
