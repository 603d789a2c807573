import { registerEnumType } from 'type-graphql'

import type { DirectoryKind, LdapSecurity, SecretName, Strategy } from '../../directories/settings.js'

const enumOf = <V extends string>(
  name: string,
  description: string,
  texts: Readonly<Record<V, string>>,
  spelt: (value: V) => string = (value) => value.toUpperCase(),
): Record<string, V> => {
  const values = Object.keys(texts) as V[]
  const members = Object.fromEntries(values.map((value) => [spelt(value), value]))
  const valuesConfig = Object.fromEntries(
    values.map((value) => [spelt(value), { description: texts[value] }]),
  )
  registerEnumType(members, { name, description, valuesConfig })
  return members
}

export const DirectoryKindEnum = enumOf<DirectoryKind>('DirectoryKind', 'The kinds of live directory.', {
  umapi: "An organisation of Adobe's User Management API.",
  ldap: 'An LDAP server, Active Directory among them.',
})
export const StrategyEnum = enumOf<Strategy>('DirectoryStrategy', 'How users are asked for.', {
  auto: 'Whichever takes fewer requests.',
  pages: 'Page by page, all users of the organisation.',
  single: 'One by one, by address.',
})
export const SecurityEnum = enumOf<LdapSecurity>('LdapSecurity', 'How a connection is made private.', {
  none: 'Not at all: only where the network is trusted.',
  starttls: 'StartTLS on the port of plain LDAP.',
  ldaps: 'LDAPS, encrypted from the first byte.',
})
export const SecretEnum = enumOf<SecretName>(
  'DirectorySecret',
  'The secrets a directory may have; they are never answered.',
  {
    accessToken: 'An access token, which ends after 24 hours.',
    clientSecret: 'A client secret, which gets access tokens as they are needed.',
    password: 'The password of the bind DN.',
  },
  (name) => name.replace(/[A-Z]/, (letter) => `_${letter}`).toUpperCase(),
)
