import type { CapturedMembership } from '../capture.js'
import { dnKey } from './dn.js'
import type { LdapEntry } from './entry.js'

/**
 * Who is in which group, by whichever side says so: `member` and `uniqueMember` of groups, `memberOf` of their
 * members, the logins of POSIX groups, and primary groups, which neither lists. Groups may be in groups, in circles
 * too. A name that leads nowhere is kept as it is, to be reported.
 */
export const membershipsOf = (
  accounts: readonly LdapEntry[],
  groups: readonly LdapEntry[],
): CapturedMembership[] => {
  const byDn = new Map([...accounts, ...groups].map(({ dn, id }) => [dnKey(dn), id]))
  const byLogin = new Map(accounts.flatMap(({ username, id }) => (username === null ? [] : [[username, id]])))
  const byGid = new Map(groups.flatMap(({ gidNumber, id }) => (gidNumber === null ? [] : [[gidNumber, id]])))
  const byRid = new Map(groups.flatMap(({ rid, id }) => (rid === null ? [] : [[rid, id]])))
  const idOf = (dn: string): string => byDn.get(dnKey(dn)) ?? dn
  const found = new Map<string, CapturedMembership>()
  const add = (member: string, group: string | undefined): void => {
    if (group !== undefined) found.set(JSON.stringify([member, group]), { member, group })
  }
  for (const group of groups) {
    for (const dn of group.members) add(idOf(dn), group.id)
    for (const login of group.memberUids) add(byLogin.get(login) ?? login, group.id)
  }
  for (const entry of [...accounts, ...groups]) for (const dn of entry.memberOf) add(entry.id, idOf(dn))
  for (const { id, primaryGroup, gidNumber } of accounts) {
    if (primaryGroup !== null) add(id, byRid.get(primaryGroup))
    if (gidNumber !== null) add(id, byGid.get(gidNumber))
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, membership]) => membership)
}
