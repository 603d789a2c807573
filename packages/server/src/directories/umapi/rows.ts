import { PrincipalFlag } from '@crosswalk/core'
import type { Origin, PrincipalRow } from '../../inputs/rows.js'
import type { UmapiGroup, UmapiUser } from './bodies.js'

const blank = { uuid: null, path: null, externalId: null }

/** An identity of the organisation: its address as name, its IMS id as id, no id where none was returned. */
export const userRow = (user: UmapiUser, origin: Origin): PrincipalRow => {
  const caption = [user.firstname, user.lastname].filter((part) => part !== null).join(' ')
  return {
    ...{ kind: 'account', id: user.id, username: user.username, name: user.email, email: user.email },
    ...{ caption: caption === '' ? null : caption, principalName: null, ...blank },
    flags: user.status === null || user.status === 'active' ? 0 : PrincipalFlag.DISABLED,
    origin,
  }
}

export const groupRow = ({ id, name }: UmapiGroup, origin: Origin): PrincipalRow => ({
  ...{ kind: 'group', id, username: null, name, email: null, caption: null, principalName: name, ...blank },
  flags: 0,
  origin,
})

/** What makes two records one user: pages may repeat one, and an address may belong to two. */
export const identityOfUser = ({ id, type, domain, username, email }: UmapiUser): string =>
  id ?? JSON.stringify([type, domain?.toLowerCase(), username?.toLowerCase(), email?.toLowerCase()])
