import { parse } from 'csv-parse/sync'
import { Random } from '../generate/random.js'

/** A user as the API gives it: fields without a value are left out, undocumented ones may appear. */
export interface StandInUser {
  readonly id?: string
  email: string
  username: string
  readonly domain: string
  readonly type: 'adobeID' | 'enterpriseID' | 'federatedID'
  readonly status: 'active' | 'disabled' | 'locked'
  firstname?: string
  lastname?: string
  readonly country?: string
  groups?: string[]
  readonly [undocumented: string]: unknown
}

export interface StandInGroup {
  readonly groupId: number
  groupName: string
  readonly type: 'USER_GROUP' | 'PRODUCT_PROFILE' | 'SYSADMIN_GROUP'
  /** User groups inside a profile: their members are in it, though not directly. */
  userGroups: string[]
}

/** What the organisation holds. */
export interface World {
  users: StandInUser[]
  groups: StandInGroup[]
  /** Counted in `X-Total-Count` and `X-Page-Size`, never listed. */
  technicalAccounts: number
}

/** An empty organisation around given users; their groups are made. */
export const worldOf = (users: readonly StandInUser[], technicalAccounts = 3): World => {
  const names = [...new Set(users.flatMap(({ groups = [] }) => groups))].sort()
  const groups = names.map((groupName, index): StandInGroup => ({
    groupId: 42_000_000 + index,
    groupName,
    type: groupName.startsWith('_') ? 'SYSADMIN_GROUP' : 'USER_GROUP',
    userGroups: [],
  }))
  return { users: users.map((user) => ({ ...user })), groups, technicalAccounts }
}

const FIRST = ['Ada', 'Björn', 'Chiara', 'Dmitri', 'Élodie', 'Farid', 'Grete', 'Hiroko', 'Ines', 'Jürgen']
const LAST = ['Nilsen', 'Østby', 'Rossi', 'Petrov', 'Lefèvre', 'Haddad', 'Weiß', 'Tanaka', 'Sousa', 'Köhler']
const DOMAIN = 'fjordwood.example'

/**
 * `count` invented users, the same for the same seed, with every trait a reader must bear: no first name, no
 * groups, no id, undocumented fields, upper-case addresses, one address with two types, a username that is no
 * address, Adobe IDs, disabled accounts.
 */
export const inventWorld = (count: number, seed = 1): World => {
  const random = new Random(seed)
  const users = Array.from({ length: count }, (_, index): StandInUser => {
    const email = `user${String(index).padStart(5, '0')}@${DOMAIN}`
    const adobe = index % 10 === 4
    return {
      ...(index % 13 === 7
        ? {}
        : { id: `${(index + 4096).toString(16).toUpperCase().padStart(24, '0')}@AdobeID` }),
      email: index % 9 === 5 ? email.toUpperCase() : email,
      username: index % 8 === 3 ? `login${index}` : email,
      domain: adobe ? 'AdobeID' : DOMAIN,
      type: adobe ? 'adobeID' : index % 3 === 0 ? 'enterpriseID' : 'federatedID',
      status: index % 29 === 11 ? 'disabled' : 'active',
      ...(index % 11 === 2 ? {} : { firstname: random.pick(FIRST) }),
      lastname: random.pick(LAST),
      country: 'NO',
      ...(index % 2 === 0 ? {} : { groups: [`Team ${index % 5}`] }),
      ...(index % 17 === 0 ? { tags: ['undocumented'] } : {}),
    }
  })
  const twins = users
    .filter(({ type }, index) => type === 'federatedID' && index % 23 === 19)
    .map((user): StandInUser => ({ ...user, id: `TWIN${user.id ?? ''}`, type: 'adobeID', domain: 'AdobeID' }))
  const world = worldOf([...users, ...twins])
  world.groups.push({
    groupId: 43_000_000,
    groupName: 'Fjordwood Sites - Default Access',
    type: 'PRODUCT_PROFILE',
    userGroups: ['Team 1', 'Team 3'],
  })
  return world
}

/**
 * The organisation of a directory file (`id, email, username, display name, type, status`). An address that stands
 * there again is an Adobe ID; every fortieth id is not returned, as happens.
 */
export const worldOfFile = (csv: string): World => {
  const rows = parse<Record<string, string>>(csv, { columns: true, bom: true, relaxColumnCount: true })
  const seen = new Set<string>()
  return worldOf(
    rows.map((row, index): StandInUser => {
      const { id = '', email = '', username = email, status } = row
      const again = seen.has(email)
      seen.add(email)
      const [firstname, ...family] = (row['display name'] ?? '').split(' ')
      return {
        ...(index % 40 === 27 ? {} : { id }),
        ...{ email, username, domain: again ? 'AdobeID' : (email.split('@')[1] ?? '') },
        ...{ type: again ? 'adobeID' : 'federatedID', status: status === 'disabled' ? 'disabled' : 'active' },
        ...(firstname ? { firstname } : {}),
        ...(family.length > 0 ? { lastname: family.join(' ') } : {}),
      }
    }),
  )
}
