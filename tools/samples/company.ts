import type { Group, User } from '../generate/authorizables.js'
import { oakUuid } from '../generate/authorizables.js'
import { Random } from '../generate/random.js'
import { GROUP_TREE, SITES, siteGroups, type Site } from './organisation.js'
import { namesOf, type Country } from './people.js'

/**
 * Fjordwood, a furniture maker from Ålesund that exists nowhere else: eleven country sites, dealers, a design
 * studio, agencies. The same seed gives the same company.
 */
export interface Company {
  users: Person[]
  groups: Group[]
}

export interface Person extends User {
  country: Country
  /** What the person does at the site; decides the groups. */
  role: 'author' | 'editor' | 'dealer' | 'office'
  caption: string
}

const USERS = 600
const DOMAINS = ['fjordwood.example', 'dealers.fjordwood.example', 'atelier-lumen.example']

const domainOf = (role: Person['role'], index: number): string =>
  role === 'dealer' ? 'dealers.fjordwood.example' : index % 17 === 4 ? 'atelier-lumen.example' : 'fjordwood.example'

const roleOf = (random: Random): Person['role'] => {
  const draw = random.next()
  return draw < 0.45 ? 'author' : draw < 0.6 ? 'editor' : draw < 0.85 ? 'dealer' : 'office'
}

/** How an address is written does not matter to a mapping; how it is spelt does. */
const written = (email: string, index: number): string => {
  if (index % 31 === 3) return email.toUpperCase()
  if (index % 43 === 8) return email.replace('@', '＠')
  return index % 59 === 21 ? ` ${email}` : email
}

const emailOf = (login: string, role: Person['role'], index: number): string | null =>
  index % 29 === 7 ? null : written(`${login}@${domainOf(role, index)}`, index)

const personOf = (
  { given, family, caption, login }: ReturnType<typeof namesOf>[number],
  site: Site,
  index: number,
  random: Random,
): Person => {
  const role = roleOf(random)
  const loginIsEmail = index % 29 === 7 && index % 2 === 1
  const id = loginIsEmail ? `${login}@${DOMAINS[0] ?? ''}` : login
  const external = index % 23 === 6
  return {
    id,
    path: `/home/users/${login.slice(0, 1)}/${oakUuid(id).slice(0, 8)}${String(index).padStart(4, '0')}`,
    country: site.country,
    role,
    given,
    family,
    caption,
    email: emailOf(login, role, index),
    disabled: index % 41 === 11 ? 'left the company' : undefined,
    externalId: external ? `${login};okta` : undefined,
    externalGroups: external ? ['okta-all-employees', `okta-${site.country}-staff`] : undefined,
  }
}

const people = (random: Random): Person[] => {
  const names = SITES.map((site) => ({ site, names: random.shuffled(namesOf(site.country)) }))
  const taken = new Set<string>()
  const result: Person[] = []
  for (let round = 0; result.length < USERS; round += 1)
    for (const { site, names: pool } of names) {
      const name = pool[round]
      if (name === undefined || result.length === USERS) continue
      const login = taken.has(name.login) ? `${name.login}.${site.country}` : name.login
      taken.add(login)
      result.push(personOf({ ...name, login }, site, result.length, random))
    }
  return result
}

/** Two accounts, one address: legal in AEM, not at the identity provider. */
const shareAddresses = (users: readonly Person[]): void => {
  users.forEach((user, index) => {
    const earlier = users[index - 1]
    if (index % 37 === 5 && earlier?.email != null) user.email = earlier.email
  })
}

const membersByGroup = (users: readonly Person[], random: Random): Map<string, string[]> => {
  const members = new Map<string, string[]>()
  const join = (group: string, member: string) => members.set(group, [...(members.get(group) ?? []), member])
  const departments = GROUP_TREE.filter(({ department }) => department).map(({ id }) => id)
  for (const user of users) {
    if (user.role !== 'office') join(siteGroups(user.country)[user.role], user.id)
    if (user.role !== 'dealer' && random.chance(0.2)) join(random.pick(departments), user.id)
    if (user.role === 'office' && random.chance(0.5)) join('fjordwood-staff', user.id)
    if (user.role === 'author') join('fjordwood-staff', user.id)
  }
  return members
}

export const createCompany = (): Company => {
  const random = new Random(20260105)
  const users = people(random)
  shareAddresses(users)
  const members = membersByGroup(users, random)
  const groups = GROUP_TREE.map(({ id, caption, about, children, path, externalId }) => ({
    id,
    path: path ?? `/home/groups/fjordwood/${id}`,
    caption,
    about,
    externalId,
    members: [...children, ...(members.get(id) ?? [])],
  }))
  return { users, groups }
}
