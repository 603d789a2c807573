import { PrincipalFlag } from '@crosswalk/core'
import type { PrincipalRow } from '../../inputs/rows.js'
import type { Captured, CapturedMembership, CaptureContext } from '../capture.js'
import type { Lookups } from '../lookups.js'
import type { DirectoryAccess, LdapSettings } from '../settings.js'
import { LdapConnection } from './client.js'
import { dnKey } from './dn.js'
import type { LdapEntry } from './entry.js'
import { membershipsOf } from './memberships.js'

type Search = 'users' | 'groups'

/**
 * Reads all users and groups of an LDAP directory. A finished search is never repeated; one that was interrupted is
 * begun anew, because a server keeps the place in its pages for one connection only.
 */
export const captureLdap = async (
  access: DirectoryAccess<LdapSettings>,
  emails: readonly string[],
  context: CaptureContext,
): Promise<Captured> => {
  context.log('info', 'DIRECTORY_ASKED', {
    directory: access.name,
    strategy: 'pages',
    addresses: emails.length,
  })
  const users = await search(access, 'users', context)
  const groups = await search(access, 'groups', context)
  const groupKeys = new Set(groups.map(({ dn }) => dnKey(dn)))
  const accounts = users.filter(({ dn }) => !groupKeys.has(dnKey(dn)))
  const origin = { file: `directory:${access.name}`, line: null }
  const principals = [
    ...accounts.map((entry) => accountRow(entry, origin)),
    ...groups.map((entry) => groupRow(entry, origin)),
  ]
  const listed = new Set(accounts.map(({ email }) => email?.toLowerCase()))
  const found = emails.filter((email) => listed.has(email)).length
  const memberships: CapturedMembership[] = membershipsOf(accounts, groups)
  return {
    ...{ principals, memberships, findings: [] },
    figures: {
      ...{ directory: access.name, kind: 'ldap', strategy: 'pages', lookedUp: emails.length, found },
      ...{ notFound: emails.length - found, failed: 0, listed: principals.length, withoutId: 0 },
      answers: context.lookups.size,
    },
  }
}

const search = async (
  access: DirectoryAccess<LdapSettings>,
  what: Search,
  context: CaptureContext,
): Promise<LdapEntry[]> => {
  const { lookups } = context
  const attempt = attemptOf(lookups, what)
  if (!lookups.known(doneKey(what, attempt))) await ask(access, what, attempt, context)
  const pages = await lookups.answer<number>(doneKey(what, attempt), async () => 0)
  const entries = new Map<string, LdapEntry>()
  for (let page = 0; page < pages; page++)
    for (const entry of await lookups.answer<LdapEntry[]>(pageKey(what, attempt, page), async () => []))
      entries.set(dnKey(entry.dn), entry)
  return [...entries.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry)
}

const pageKey = (what: Search, attempt: number, page: number): string => `${what} ${attempt} ${page}`
const doneKey = (what: Search, attempt: number): string => `${what} ${attempt} pages`

/** The attempt that ended, else the first that has not begun. */
const attemptOf = (lookups: Lookups, what: Search): number => {
  for (let attempt = 0; ; attempt++)
    if (lookups.known(doneKey(what, attempt)) || !lookups.known(pageKey(what, attempt, 0))) return attempt
}

const ask = async (
  access: DirectoryAccess<LdapSettings>,
  what: Search,
  attempt: number,
  { lookups, signal, progress }: CaptureContext,
): Promise<void> => {
  const { userFilter, groupFilter } = access.settings
  const connection = await LdapConnection.open(access, signal)
  try {
    let pages = 0
    let entries = 0
    for await (const page of connection.pages(what === 'users' ? userFilter : groupFilter)) {
      progress(entries, entries + page.length)
      await lookups.answer(pageKey(what, attempt, pages++), async () => page)
      entries += page.length
    }
    await lookups.answer(doneKey(what, attempt), async () => pages)
  } finally {
    await connection.close()
  }
}

const blank = { uuid: null, path: null, externalId: null }

const accountRow = (entry: LdapEntry, origin: PrincipalRow['origin']): PrincipalRow => ({
  ...{ kind: 'account', id: entry.id, username: entry.username, name: entry.email, email: entry.email },
  ...{ caption: entry.caption, principalName: null, ...blank, origin },
  flags: entry.disabled ? PrincipalFlag.DISABLED : 0,
})

const groupRow = ({ id, name, caption }: LdapEntry, origin: PrincipalRow['origin']): PrincipalRow => ({
  ...{
    kind: 'group',
    id,
    username: null,
    name,
    email: null,
    principalName: name,
    ...blank,
    origin,
    flags: 0,
  },
  caption: caption === name ? null : caption,
})
