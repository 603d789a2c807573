import path from 'node:path'
import { contentFile, metaInf, writePackage, zipBytes } from '../generate/aem-package.js'
import { oakUuid } from '../generate/authorizables.js'
import { page } from '../generate/content.js'
import { aclFile } from '../generate/policies.js'
import { authorExceptions } from './author.js'
import type { Company, Person } from './company.js'
import { write } from './files.js'
import { imsCsv } from './ims.js'
import { homeFiles } from './principals.js'
import { READ, siteContent, WRITE } from './site-content.js'
import { targetFiles } from './target.js'

const job = `# Two months later: the same job again, without a wipe. Only changed content brings its principals.
version: 1
name: fjordwood-sites
source:
  platform: aem
  instance: author
  inputs:
    - { format: aem-package, path: principals.zip }
    - { format: aem-package, path: content.zip }
destination:
  platform: ims
  inputs:
    - { format: directory-csv, path: ims-users.csv }
target:
  inputs:
    - { format: aem-package, path: cloud-snapshot.zip }
exceptions:
  - { path: exceptions.csv }
mapping:
  preset: aem-author
  on: true
  exclusions:
    source:
      - { kind: account, field: id, equals: archive.keeper }
migration: { wipe: false, previous: latest }
`

const newcomer = (login: string, caption: string, country: Person['country']): Person => ({
  id: login,
  path: `/home/users/new/${oakUuid(login).slice(0, 8)}`,
  country,
  role: 'author',
  caption,
  given: caption.split(' ')[0] ?? '',
  family: caption.split(' ').slice(1).join(' '),
  email: `${login}@fjordwood.example`,
})

/**
 * The company two months later. `eirik.vik` joins a group that was migrated already and is on nothing else: he is
 * in the gap. `lotte.holm` joins it too, but also the campaign's group, which is new on new content.
 */
const later = ({ users, groups }: Company): Company => {
  const [gap, saved] = [newcomer('eirik.vik', 'Eirik Vik', 'no'), newcomer('lotte.holm', 'Lotte Holm', 'no')]
  return {
    users: [...users, gap, saved],
    groups: [
      ...groups.map((group) =>
        group.id === 'fjordwood-no-authors' ? { ...group, members: [...group.members, gap.id, saved.id] } : group,
      ),
      {
        id: 'fjordwood-campaign-2026',
        path: '/home/groups/fjordwood/fjordwood-campaign-2026',
        caption: 'Campaign 2026 ✨',
        members: [saved.id, 'fjordwood-no-editors'],
      },
    ],
  }
}

const edit = {
  created: '2026-02-20T09:00:00.000+01:00',
  createdBy: 'lotte.holm',
  modified: '2026-03-03T09:00:00.000+01:00',
  modifiedBy: 'lotte.holm',
}

/** New content as it often comes: a package inside the package. */
const campaign = () =>
  zipBytes([
    ...metaInf({
      group: 'fjordwood',
      name: 'campaign-2026',
      version: '1.0.0',
      roots: ['/content/fjordwood/no/campaign-2026'],
    }),
    page({ path: '/content/fjordwood/no/campaign-2026', title: 'Sommer 2026 ☀️', edit }),
    aclFile('/content/fjordwood/no/campaign-2026', [
      { principal: 'fjordwood-campaign-2026', rights: WRITE },
      { principal: 'everyone', rights: READ },
    ]),
  ])

/** Job (b): the same job name over changed inputs, run after the author job. */
export const writeTopUpJob = async (folder: string, before: Company): Promise<string> => {
  const company = later(before)
  const info = { group: 'fjordwood', version: '1.1.0' }
  const zip = (name: string, roots: string[], files: Parameters<typeof writePackage>[1]) =>
    writePackage(path.join(folder, name), [...metaInf({ ...info, name: path.parse(name).name, roots }), ...files])
  await zip('principals.zip', ['/home/users', '/home/groups'], homeFiles(company))
  await zip(
    'content.zip',
    ['/content/fjordwood', '/content/dam/fjordwood', '/etc/packages/fjordwood'],
    [
      ...siteContent(before, { instance: 'author', touched: new Set(['no', 'jp']) }),
      contentFile('/etc/packages/fjordwood/campaign-2026.zip', await campaign()),
    ],
  )
  await zip('cloud-snapshot.zip', ['/home'], targetFiles(before))
  await write(path.join(folder, 'ims-users.csv'), imsCsv(company))
  await write(path.join(folder, 'exceptions.csv'), authorExceptions(before))
  return write(path.join(folder, 'job.yaml'), job)
}
