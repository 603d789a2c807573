import path from 'node:path'
import { metaInf, writePackage } from '../generate/aem-package.js'
import type { Company } from './company.js'
import { exceptionsCsv } from './exceptions.js'
import { write } from './files.js'
import { imsCsv, secondIdentity, withoutAddress } from './ims.js'
import { legacyFiles } from './legacy.js'
import { homeFiles } from './principals.js'
import { siteContent } from './site-content.js'
import { targetFiles } from './target.js'

const job = `# The first transfer: the author instance, into a cloud repository that is not empty.
version: 1
name: fjordwood-sites
source:
  platform: aem
  instance: author
  inputs:
    - { format: aem-package, path: principals.zip }
    - { format: aem-package, path: content.zip }
    - { format: aem-package, path: legacy-2014.zip }
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
migration: { wipe: false }
`

export const authorExceptions = (company: Company): string => {
  const [first, second, third] = withoutAddress(company)
  const known = (user: typeof first) => ({
    source_id: user?.id ?? '',
    destination_id: user === undefined ? '' : secondIdentity(user).id,
  })
  return exceptionsCsv([
    known(first),
    known(second),
    { source_id: third?.id ?? '', destination_id: 'NOBODY-HAS-THIS-ID@AdobeID' },
    { source_id: 'left-before-the-export', destination_id: known(first).destination_id },
  ])
}

/** Job (a): principals, content and what is left of 2014, with a snapshot of the target. */
export const writeAuthorJob = async (folder: string, company: Company): Promise<string> => {
  const info = { group: 'fjordwood', version: '1.0.0' }
  const zip = (name: string, roots: string[], files: Parameters<typeof writePackage>[1]) =>
    writePackage(path.join(folder, name), [...metaInf({ ...info, name: path.parse(name).name, roots }), ...files])
  await zip('principals.zip', ['/home/users', '/home/groups'], homeFiles(company))
  await zip(
    'content.zip',
    ['/content/fjordwood', '/content/dam/fjordwood'],
    siteContent(company, { instance: 'author', touched: new Set() }),
  )
  await zip('legacy-2014.zip', ['/content/fjordwood/legacy', '/home/groups/legacy'], legacyFiles())
  await zip('cloud-snapshot.zip', ['/home'], targetFiles(company))
  await write(path.join(folder, 'ims-users.csv'), imsCsv(company))
  await write(path.join(folder, 'exceptions.csv'), authorExceptions(company))
  return write(path.join(folder, 'job.yaml'), job)
}
