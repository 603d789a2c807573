import type { PackageFile } from '../generate/aem-package.js'
import { groupFile, oakUuid, userFile } from '../generate/authorizables.js'
import type { Company } from './company.js'
import { BUILT_IN_GROUPS } from './organisation.js'
import { occupant } from './principals.js'

const need = <T>(value: T | undefined): T => {
  if (value === undefined) throw new RangeError('the company is too small for its target')
  return value
}

/**
 * The cloud repository before the migration: what every AEM has, some principals that are there already, and
 * for each unique field one principal that holds a value of ours.
 */
export const targetFiles = ({ users, groups }: Company): PackageFile[] => {
  const authors = users.filter(({ role }) => role === 'author')
  const [present, otherUuid, nameTaken, uuidTaken] = authors.map(need)
  const external = need(authors.find(({ externalId }) => externalId !== undefined))
  const moved = need(groups.find(({ id }) => id === 'fjordwood-retouching'))
  const people = [
    occupant('admin', { path: '/home/users/a/admin' }),
    { ...need(present), email: need(present).email ?? null },
    { ...need(otherUuid), uuid: oakUuid('created-by-hand-in-the-cloud') },
    occupant('cloud-intern', { principalName: need(nameTaken).id }),
    occupant('cloud-translator', { uuid: oakUuid(need(uuidTaken).id) }),
    occupant('cloud-okta-import', { externalId: external.externalId }),
  ]
  return [
    ...people.map(userFile),
    ...BUILT_IN_GROUPS.map(({ id, caption, path }) =>
      groupFile({ id, path: path ?? `/home/groups/${id}`, caption, members: [] }),
    ),
    groupFile({ ...moved, members: [] }),
    groupFile({
      id: 'cloud-workshop',
      principalName: 'fjordwood-workshop',
      path: '/home/groups/cloud/cloud-workshop',
      members: [],
    }),
  ]
}
