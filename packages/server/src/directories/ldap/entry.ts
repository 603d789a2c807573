import type { Entry } from 'ldapts'

/** What is kept of an entry; AD's and POSIX's names for the same thing become one. */
export interface LdapEntry {
  readonly dn: string
  /** `objectGUID`, `entryUUID`, or the DN where there is neither. */
  readonly id: string
  /** Last part of `objectSid`, by which `primaryGroupID` names a group. */
  readonly rid: string | null
  readonly username: string | null
  readonly email: string | null
  /** `cn`: a group's name. */
  readonly name: string | null
  readonly caption: string | null
  readonly disabled: boolean
  readonly memberOf: readonly string[]
  /** DNs of `member` and `uniqueMember`. */
  readonly members: readonly string[]
  /** Logins of `memberUid`. */
  readonly memberUids: readonly string[]
  readonly gidNumber: string | null
  readonly primaryGroup: string | null
}

export const ATTRIBUTES = [
  ...['objectClass', 'objectGUID', 'objectSid', 'entryUUID', 'cn', 'displayName', 'givenName', 'sn', 'mail'],
  ...['proxyAddresses', 'uid', 'sAMAccountName', 'userPrincipalName', 'userAccountControl', 'nsAccountLock'],
  ...[
    'pwdAccountLockedTime',
    'memberOf',
    'member',
    'uniqueMember',
    'memberUid',
    'gidNumber',
    'primaryGroupID',
  ],
]
export const BINARY = ['objectGUID', 'objectSid']
const ACCOUNT_DISABLED = 2

/** Attribute names as they come may differ in letter case, and carry options such as `;lang-de`. */
const valuesOf = (entry: Entry, name: string): (string | Buffer)[] => {
  const key = Object.keys(entry).find((known) => known.toLowerCase() === name.toLowerCase())
  const value = key === undefined ? undefined : entry[key]
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}
export const textsOf = (entry: Entry, name: string): string[] =>
  valuesOf(entry, name)
    .map((value) => (typeof value === 'string' ? value : value.toString('utf8')))
    .filter((value) => value !== '')
const first = (entry: Entry, ...names: readonly string[]): string | null => {
  for (const name of names) {
    const [text] = textsOf(entry, name)
    if (text !== undefined) return text
  }
  return null
}
const bytesOf = (entry: Entry, name: string): Buffer | null => {
  const [value] = valuesOf(entry, name)
  return Buffer.isBuffer(value) && value.length > 0 ? value : null
}

/** `objectGUID` as Windows writes it: the first three groups are little-endian. */
export const guidText = (bytes: Buffer): string => {
  const hex = (from: number, to: number, turned: boolean): string => {
    const part = Buffer.from(bytes.subarray(from, to))
    return (turned ? part.reverse() : part).toString('hex')
  }
  return [hex(0, 4, true), hex(4, 6, true), hex(6, 8, true), hex(8, 10, false), hex(10, 16, false)].join('-')
}

const primaryAddress = (entry: Entry): string | null =>
  first(entry, 'mail') ??
  textsOf(entry, 'proxyAddresses')
    .find((address) => address.startsWith('SMTP:'))
    ?.slice('SMTP:'.length) ??
  null

const isDisabled = (entry: Entry): boolean =>
  (Number(first(entry, 'userAccountControl') ?? 0) & ACCOUNT_DISABLED) !== 0 ||
  first(entry, 'nsAccountLock')?.toLowerCase() === 'true' ||
  first(entry, 'pwdAccountLockedTime') !== null

export const entryOf = (entry: Entry, members: readonly string[]): LdapEntry => {
  const guid = bytesOf(entry, 'objectGUID')
  const sid = bytesOf(entry, 'objectSid')
  const full = [first(entry, 'givenName'), first(entry, 'sn')].filter((part) => part !== null).join(' ')
  return {
    dn: entry.dn,
    id: (guid?.length === 16 ? guidText(guid) : null) ?? first(entry, 'entryUUID') ?? entry.dn,
    rid: sid !== null && sid.length >= 12 ? String(sid.readUInt32LE(sid.length - 4)) : null,
    username: first(entry, 'sAMAccountName', 'uid', 'userPrincipalName'),
    email: primaryAddress(entry),
    name: first(entry, 'cn', 'sAMAccountName'),
    caption: first(entry, 'displayName') ?? (full === '' ? first(entry, 'cn') : full),
    disabled: isDisabled(entry),
    memberOf: textsOf(entry, 'memberOf'),
    members: [...members, ...textsOf(entry, 'uniqueMember')],
    memberUids: textsOf(entry, 'memberUid'),
    gidNumber: first(entry, 'gidNumber'),
    primaryGroup: first(entry, 'primaryGroupID'),
  }
}
