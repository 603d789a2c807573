import path from 'node:path'
import { csv, utf16 } from '../generate/csv.js'
import type { Company } from './company.js'
import { exceptionsCsv } from './exceptions.js'
import { write } from './files.js'
import { sharePairs, type Account } from './share-accounts.js'

const job = `# The file share moves too: no AEM, every rule of the plan in use.
version: 1
name: fjordwood-share
source:
  platform: box
  inputs:
    - { format: directory-csv, path: accounts.csv }
    - { format: directory-csv, path: groups.csv }
    - { format: directory-csv, path: members.csv }
destination:
  platform: sharepoint
  inputs:
    - { format: directory-csv, path: directory.csv }
exceptions:
  - { path: exceptions.csv }
mapping:
  preset: dryviq
  ownDomains: [fjordwood.example]
  requireDestinationId: true
  exclusions:
    source:
      - { kind: account, field: username, equals: former.ceo }
  passthrough: { domains: [atelier-lumen.example] } # the agency keeps its own accounts
  provision: { kinds: [group] }
  external: { domains: [post.example] } # private addresses: try to match first
  default:
    account: { id: archive }
    group: { name: Lost and found }
    domains: [fjordwood.example]
selection: { ruleset: every-principal }
`

const ACCOUNT_COLUMNS = ['id', 'username', 'email', 'display name', 'status', 'groups', 'favourite chair']

const accountRow = (account: Account): (string | null)[] => [
  account.id,
  account.username,
  account.email,
  account.caption,
  account.status,
  account.groups,
  null,
]

/** Lines that an export of fifteen years holds. */
const ODD_ACCOUNTS: (string | null)[][] = [
  ['700100', 'copy.of.someone', null, 'Same number again', 'active', '', null],
  [null, null, null, null, 'active', '', 'Windsor'],
  ['2002', 'reception', 'reception@fjordwood.example', 'Reception', 'active', 'Choir', null],
  ['2003', 'former.ceo', 'former.ceo@fjordwood.example', 'Former CEO', 'active', 'Board', null],
  ['2004', 'too.many', null, 'Too many cells', 'active', '', null, 'one', 'two'],
]

const accountsCsv = (company: Company): Buffer =>
  utf16(
    csv(
      ACCOUNT_COLUMNS,
      [...sharePairs(company).map(({ source }) => accountRow(source)), ...ODD_ACCOUNTS],
      { delimiter: '\t' },
    ),
  )

const GROUPS: (string | null)[][] = [
  ['group', '1001', 'Design', 'Design studio', 'Everyone at Fjordwood'],
  ['group', '1002', 'Sales Nordics', 'Sales, Nordics 🛋️', 'Sales'],
  ['group', '1003', 'Sales', 'Sales', 'Everyone at Fjordwood'],
  ['group', '1004', 'Sales', 'Sales, the other one', null],
  ['group', '1005', 'Workshop Ålesund', 'Verkstedet', null],
  ['group', '1006', 'Legal', 'Avocats & Rechtsanwälte', 'Legal'],
  ['group', '1007', 'Photography', 'Studio', 'Design'],
  ['group', '1008', 'Board', 'Board', null],
  ['group', '1009', 'Everyone at Fjordwood', 'Alle', null],
  ['group', '2002', 'Reception', 'Reception desk', null],
  ['robot', '3001', 'Sanding robot', 'Slipemaskin', null],
]

const groupsCsv = csv(['type', 'id', 'name', 'display name', 'groups'], GROUPS, { delimiter: ';' })

const membersCsv = csv(
  ['member', 'group'],
  [
    ['1001', '1009'],
    ['reception', 'Reception'],
    ['9999', 'Board'],
    ['reception', 'Bowling club'],
  ],
)

const DESTINATION_GROUPS: (string | null)[][] = [
  ['group', 'g-1', null, 'Design', 'Design studio', 'active'],
  ['group', 'g-2', null, 'sales nordics', 'Sales', 'active'],
  ['group', 'g-5', null, 'Werkstatt', 'Verkstedet', 'active'],
  ['group', 'g-6', null, 'Legal', 'Legal', 'active'],
  ['group', 'g-7', null, 'Photography', 'Photo 1', 'active'],
  ['group', 'g-8', null, 'PHOTOGRAPHY', 'Photo 2', 'active'],
  ['group', 'g-9', null, 'Legal counsel', 'Choir', 'active'],
]

/** UTF-8, but for one byte that some tool on the way has put in. */
const directoryCsv = (company: Company): Buffer => {
  const accounts = sharePairs(company).flatMap(({ destination }) =>
    destination.map(({ id, username, email, caption, status }) => [
      'account',
      id,
      username,
      email,
      caption,
      status,
    ]),
  )
  const fallback = ['account', 'archive', 'archive', 'archive@fjordwood.example', 'Archive', 'active']
  const torn = ['account', 'entra-torn', 'torn', 'torn@fjordwood.example', 'Torn §', 'active']
  const text = csv(
    ['type', 'id', 'username', 'name', 'caption', 'status'],
    [fallback, torn, ...accounts, ...DESTINATION_GROUPS],
    { lineEnd: '\n' },
  )
  const bytes = Buffer.from(text)
  bytes.writeUInt8(0xff, bytes.indexOf(Buffer.from('§')))
  return bytes
}

const shareExceptions = (company: Company): string => {
  const [, second, third, , fifth] = sharePairs(company).map(({ source }) => source)
  return exceptionsCsv([
    { type: 'account', source_id: fifth?.id, destination_id: 'archive' },
    { type: 'account', source_id: fifth?.id, destination_id: 'entra-torn' },
    { type: 'account', source_name: second?.email ?? '', source_id: '1', destination_id: 'archive' },
    { source_id: '2002', destination_id: 'archive' },
    { type: 'group', source_id: '1008', destination_name: 'Board of the moon' },
    { type: 'account', source_username: 'nobody.at.all', destination_id: 'archive' },
    { type: 'account', source_id: '2003', destination_id: 'archive' },
    { type: 'group', source_id: '1007', destination_name: 'Photography' },
    { type: 'group', source_id: '1005' },
    { type: 'account', source_id: '700100', destination_id: 'archive' },
    { type: 'account', source_id: third?.id, destination_id: 'entra-torn', destination_caption: 'Torn' },
  ])
}

/** Job (d): directories alone, in the encodings and dialects that exports come in. */
export const writeShareJob = async (folder: string, company: Company): Promise<string> => {
  await write(path.join(folder, 'accounts.csv'), accountsCsv(company))
  await write(path.join(folder, 'groups.csv'), groupsCsv)
  await write(path.join(folder, 'members.csv'), membersCsv)
  await write(path.join(folder, 'directory.csv'), directoryCsv(company))
  await write(path.join(folder, 'exceptions.csv'), shareExceptions(company))
  return write(path.join(folder, 'job.yaml'), job)
}
