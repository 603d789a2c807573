import type { PackageFile } from '../generate/aem-package.js'
import { groupFile, oakUuid, userFile, type User } from '../generate/authorizables.js'
import { principalPolicyFile } from '../generate/policies.js'
import type { Company } from './company.js'

const admin: User = { id: 'admin', path: '/home/users/a/admin' }
const anonymous: User = { id: 'anonymous', path: '/home/users/a/anonymous' }

/** Service users: AEM's own and two of Fjordwood's. */
const SERVICES = ['replication-service', 'dam-update-service', 'fjordwood-search-service', 'fjordwood-pim-import']

const service = (id: string): User => ({ id, path: `/home/users/system/fjordwood/${id}`, system: true })

export const serviceFiles = (): PackageFile[] => [
  ...SERVICES.map((id) => userFile(service(id))),
  principalPolicyFile('/home/users/system/fjordwood/fjordwood-pim-import', 'fjordwood-pim-import', [
    { effectivePath: '/content/dam/fjordwood/catalogue', rights: ['jcr:read', 'rep:write'] },
    { effectivePath: '', rights: ['jcr:namespaceManagement'] },
  ]),
]

/** All of `/home`: the people, the groups, and what every AEM brings. */
export const homeFiles = ({ users, groups }: Company): PackageFile[] => [
  userFile(admin),
  userFile(anonymous),
  ...users.map(userFile),
  ...serviceFiles(),
  ...groups.map(groupFile),
]

/** A user of the target that stands in the way: everything its own but what `over` says. */
export const occupant = (id: string, over: Partial<User> = {}): User => ({
  id,
  path: `/home/users/cloud/${oakUuid(id).slice(0, 8)}`,
  email: `${id}@cloud.fjordwood.example`,
  ...over,
})
