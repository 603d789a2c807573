import path from 'node:path'
import { metaInf, writeTree, type PackageFile } from '../generate/aem-package.js'
import { page } from '../generate/content.js'
import { aclFile } from '../generate/policies.js'
import type { Company } from './company.js'
import { write } from './files.js'
import { imsCsv } from './ims.js'
import { homeFiles } from './principals.js'
import { READ, siteContent, WRITE } from './site-content.js'

const job = `# A publish instance, exploded on disk: readers and dealers. Mapping is off for publish unless asked for,
# and only groups migrate, as the current product does it.
version: 1
name: fjordwood-publish
source:
  platform: aem
  instance: publish
  inputs:
    - { format: aem-package, path: publish }
    - { format: aem-package, path: archive-2012 }
destination:
  platform: ims
  inputs:
    - { format: directory-csv, path: ims-users.csv }
mapping: { preset: aem-publish }
selection: { ruleset: aem-groups-only }
migration: { wipe: true }
`

/** The dealers and their groups: authors have no account on publish. */
const readers = ({ users, groups }: Company): Company => ({
  users: users.filter(({ role }) => role === 'dealer'),
  groups: groups.filter(({ id, path: at }) => id.includes('dealers') || !at.includes('fjordwood')),
})

/** A page with people on its policy, not groups: the ruleset leaves them out and says so. */
const guestbook = ({ users }: Company): PackageFile[] => {
  const at = '/content/fjordwood/us/dealers/guestbook'
  const [host, guest] = users.map(({ id }) => id)
  const edit = {
    created: '2021-06-01T09:00:00.000+02:00',
    createdBy: 'admin',
    modified: '2025-06-01T09:00:00.000+02:00',
    modifiedBy: 'admin',
  }
  return [
    page({ path: at, title: 'Guestbook', edit }),
    aclFile(at, [
      { principal: host ?? 'admin', rights: WRITE },
      { principal: guest ?? 'admin', rights: READ },
      { principal: 'everyone', rights: READ, deny: true },
    ]),
  ]
}

/** Job (c): an exploded package, an archive folder with nothing to read in it, mapping off. */
export const writePublishJob = async (folder: string, company: Company): Promise<string> => {
  const published = readers(company)
  await writeTree(path.join(folder, 'publish'), [
    ...metaInf({ group: 'fjordwood', name: 'publish', version: '1.0.0', roots: ['/content/fjordwood', '/home'] }),
    ...homeFiles(published),
    ...siteContent(published, { instance: 'publish', touched: new Set() }),
    ...guestbook(published),
  ])
  await write(path.join(folder, 'archive-2012/README.txt'), 'Moved to the vault in Ålesund.\n')
  await write(path.join(folder, 'ims-users.csv'), imsCsv(published))
  return write(path.join(folder, 'job.yaml'), job)
}
