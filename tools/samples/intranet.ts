import path from 'node:path'
import { metaInf, writePackage } from '../generate/aem-package.js'
import { groupFile, userFile, type Group, type User } from '../generate/authorizables.js'
import { page } from '../generate/content.js'
import { csv } from '../generate/csv.js'
import { aclFile, cugFile } from '../generate/policies.js'
import { write } from './files.js'
import { READ, WRITE } from './site-content.js'

const job = `# The intranet under the current product: groups alone migrate, users are put into them by hand.
version: 1
name: fjordwood-intranet
source:
  platform: aem
  instance: author
  inputs:
    - { format: aem-package, path: intranet.zip }
    - { format: ac-tool-yaml, path: access.yaml }
    - { format: repoinit, path: services.repoinit }
destination:
  platform: ims
  inputs:
    - { format: directory-csv, path: admin-console.csv }
selection: { ruleset: aem-groups-only }
`

const DOMAIN = 'fjordwood.example'
const user = (id: string, caption: string, rest: Partial<User> = {}): User => ({
  ...{ id, path: `/home/users/intranet/${id}`, email: `${id}@${DOMAIN}`, caption },
  ...rest,
})

const USERS: User[] = [
  user('ada.holt', 'Ada Holt'),
  user('per.dahl', 'Per Dahl'),
  user('siri.moe', 'Siri Moe'),
  user('tor.lie', 'Tor Lie', { email: null }),
]

const group = (id: string, caption: string, members: readonly string[]): Group => ({
  ...{ id, path: `/home/groups/intranet/${id}`, caption, members },
})

/** One of each kind: nested, named with a comma, made by an Assets collection, built-in. */
const GROUPS: Group[] = [
  group('intranet-editors', 'Intranet editors', ['ada.holt', 'intranet-news']),
  group('intranet-news', 'News desk', ['per.dahl', 'siri.moe']),
  group('Oslo, Bergen', 'Offices', ['siri.moe', 'tor.lie']),
  group('mac-default-handbook', 'Handbook (collection)', ['ada.holt']),
  group('contributor', 'Contributors', ['per.dahl']),
]

/** Groups that are kept in the AC Tool's YAML; one loop needs the repository. */
const ACCESS = `- DEF root=/content/intranet
- group_config:
    - FOR desk IN [ news, events ]:
        - desk-\${desk}:
            - name: Desk \${desk}
              isMemberOf: intranet-editors
    - FOR site IN CHILDREN OF /content/intranet:
        - site-\${site.name}:
            - name: \${site.title}
- ace_config:
    - desk-news:
        - path: \${root}/news
          permission: allow
          actions: read,modify
`

/** What the platform's own services need. */
const SERVICES = `create service user intranet-search with path system/intranet
create group intranet-robots
add intranet-search to group intranet-robots
set ACL for intranet-robots
    allow jcr:read on /content/intranet restriction(rep:glob,*/jcr:content*)
end
`

const edit = {
  ...{ created: '2025-01-07T09:00:00.000+01:00', createdBy: 'ada.holt' },
  ...{ modified: '2026-01-12T09:00:00.000+01:00', modifiedBy: 'per.dahl' },
}

const content = [
  page({ path: '/content/intranet', title: 'Intranet', edit }),
  aclFile('/content/intranet', [
    { principal: 'everyone', rights: READ, deny: true },
    { principal: 'contributor', rights: READ },
    { principal: 'intranet-editors', rights: WRITE },
    { principal: 'siri.moe', rights: READ },
  ]),
  page({ path: '/content/intranet/offices', title: 'Offices', edit }),
  cugFile('/content/intranet/offices', ['Oslo, Bergen']),
  page({ path: '/content/intranet/handbook', title: 'Handbook', edit }),
  aclFile('/content/intranet/handbook', [{ principal: 'mac-default-handbook', rights: READ }]),
]

/** The identity provider's directory: its editors are another set of people than the source's. */
const DIRECTORY: string[][] = [
  ['i-1', `ada.holt@${DOMAIN}`, 'Ada Holt', 'account', 'Intranet-Editors'],
  ['i-2', `per.dahl@${DOMAIN}`, 'Per Dahl', 'account', 'Intranet-Editors;Guests'],
  ['i-3', `new.hire@${DOMAIN}`, 'New Hire', 'account', 'Intranet-Editors'],
  ['g-1', 'Intranet-Editors', 'Editors of the intranet', 'group', ''],
]

/** Job (e): the ruleset of the current product, its bulk files, and groups to be reconciled. */
export const writeIntranetJob = async (folder: string): Promise<string> => {
  await writePackage(path.join(folder, 'intranet.zip'), [
    ...metaInf({
      ...{ group: 'fjordwood', name: 'intranet', version: '1.0.0' },
      roots: ['/home', '/content/intranet'],
    }),
    ...USERS.map(userFile),
    ...GROUPS.map(groupFile),
    ...content,
  ])
  await write(path.join(folder, 'access.yaml'), ACCESS)
  await write(path.join(folder, 'services.repoinit'), SERVICES)
  const directory = csv(['id', 'name', 'display name', 'type', 'groups'], DIRECTORY)
  await write(path.join(folder, 'admin-console.csv'), directory)
  return write(path.join(folder, 'job.yaml'), job)
}
