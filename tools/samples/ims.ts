import { createHash } from 'node:crypto'
import { csv } from '../generate/csv.js'
import type { Company, Person } from './company.js'

const imsId = (login: string): string =>
  `${createHash('sha256').update(login).digest('hex').slice(0, 24).toUpperCase()}@AdobeID`

/** The address an identity provider holds: clean, lower case. */
const clean = (email: string): string => email.normalize('NFKC').trim().toLowerCase()

type Row = [id: string, email: string, username: string, caption: string, type: string, status: string]

const row = (key: string, email: string, { caption }: Person, status = 'active'): Row => [
  imsId(key),
  clean(email),
  clean(email),
  caption,
  'account',
  status,
]

/** Whom the identity provider does not know, knows twice, or has locked: by place in the list of users. */
const rowsOf = (user: Person, index: number): Row[] => {
  if (user.email == null || index % 11 === 3) return []
  if (index % 53 === 9) return [row(user.id, user.email, user), row(`${user.id}.2`, user.email, user)]
  return [row(user.id, user.email, user, index % 47 === 13 ? 'disabled' : 'active')]
}

/** The identity an exception of a user without an address may point to. */
export const secondIdentity = (user: Person): { id: string; email: string } => ({
  id: imsId(`${user.id}.personal`),
  email: `${user.id.split('@')[0] ?? ''}@post.example`,
})

export const withoutAddress = ({ users }: Company): Person[] => users.filter(({ email }) => email === null)

/** The destination directory: what an export of the Admin Console's users would list; an address once. */
export const imsCsv = (company: Company): string => {
  const taken = new Set<string>()
  const people = company.users.flatMap((user, index) => {
    const address = user.email == null ? '' : clean(user.email)
    if (taken.has(address)) return []
    taken.add(address)
    return rowsOf(user, index)
  })
  const personal = withoutAddress(company)
    .slice(0, 6)
    .map((user): Row => {
      const { id, email } = secondIdentity(user)
      return [id, email, email, user.caption, 'account', 'active']
    })
  return csv(['id', 'email', 'username', 'display name', 'type', 'status'], [...people, ...personal])
}
