import type { Origin } from '../rows.js'
import type { Fields } from './fields.js'

export interface Authorizable {
  kind: 'account' | 'group'
  id: string
  fields: Fields
  origin: Origin
}

export interface Entry {
  principal: string
  fields: Fields
  origin: Origin
}

/** All that the files of one configuration declare. */
export interface Configuration {
  authorizables: Authorizable[]
  entries: Entry[]
}

/** A virtual group is never made: what is said of it holds for those that are members of it. */
export const isVirtual = ({ kind, fields }: Authorizable): boolean => kind === 'group' && fields.is('virtual')

/** The groups an authorizable says it is in; `memberOf` is the older spelling. */
export const groupsOf = ({ fields }: Authorizable): string[] => [
  ...new Set([...fields.list('isMemberOf'), ...fields.list('memberOf')]),
]
