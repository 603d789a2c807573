import type { Company, Person } from './company.js'

/** An account of the file share or of the directory it moves to. */
export interface Account {
  id: string | null
  username: string | null
  email: string | null
  caption: string | null
  status: string
  groups: string
}

/** What becomes of an account of the share: the rule of the plan that is to match it. */
type Fate = 'email' | 'id' | 'username' | 'name' | 'partner' | 'guest' | 'twin' | 'locked' | 'numberless' | 'gone'

const FATES: readonly Fate[] = [
  'email',
  'email',
  'id',
  'email',
  'username',
  'name',
  'email',
  'partner',
  'guest',
  'twin',
  'locked',
  'numberless',
  'gone',
]

const TEAMS = ['Design', 'Sales Nordics', 'Workshop Ålesund', 'Legal', 'Photography', 'Board']

interface Pair {
  source: Account
  /** None, one, or several candidates. */
  destination: Account[]
}

const login = ({ id }: Person): string => id.split('@')[0] ?? id

/** One person on both sides. Employee numbers are the share's ids; the directory has its own, mostly. */
const pairOf = (person: Person, index: number): Pair => {
  const fate = FATES[index % FATES.length] ?? 'gone'
  const number = String(700_100 + index * 7)
  const own = `${login(person)}@fjordwood.example`
  const source: Account = {
    id: number,
    username: login(person),
    email: own,
    caption: person.caption,
    status: 'active',
    groups: [TEAMS[index % TEAMS.length], index % 5 === 0 ? 'Everyone at Fjordwood' : undefined]
      .filter((team) => team !== undefined)
      .join(';'),
  }
  const target: Account = { ...source, id: `entra-${number}`, groups: '' }
  switch (fate) {
    case 'email':
      return { source, destination: [{ ...target, username: own }] }
    case 'id':
      return {
        source: { ...source, email: null },
        destination: [{ ...target, id: number, username: null, email: null, caption: null }],
      }
    case 'username':
      return { source: { ...source, email: null }, destination: [{ ...target, email: `first.${own}` }] }
    case 'name':
      return {
        source: { ...source, username: null, email: null },
        destination: [{ ...target, username: `${number}-n`, email: null }],
      }
    case 'partner':
      return {
        source: { ...source, username: null, email: `${login(person)}@atelier-lumen.example` },
        destination: [],
      }
    case 'guest':
      return { source: { ...source, username: null, email: `${login(person)}@post.example` }, destination: [] }
    case 'twin':
      return { source, destination: [target, { ...target, id: `entra-${number}-b`, username: `${own}.b` }] }
    case 'locked':
      return { source, destination: [{ ...target, status: 'disabled' }] }
    case 'numberless':
      return { source, destination: [{ ...target, id: null }] }
    case 'gone':
      return { source, destination: [] }
  }
}

/** Twelve dozen people of the company and how the directory knows them. */
export const sharePairs = ({ users }: Company): Pair[] =>
  users
    .filter(({ country, role }) => role !== 'dealer' && ['no', 'de', 'fr', 'es', 'us'].includes(country))
    .slice(0, 144)
    .map(pairOf)
