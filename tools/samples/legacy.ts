import { aggregateNode, folderNode, type PackageFile } from '../generate/aem-package.js'
import { oakUuid, userFile } from '../generate/authorizables.js'
import { page } from '../generate/content.js'
import { list, text } from '../generate/docview.js'
import { aclFile } from '../generate/policies.js'
import { READ, WRITE } from './site-content.js'

const edit = {
  created: '2011-04-01T09:00:00.000+02:00',
  createdBy: 'bengt.the.intern',
  modified: '2014-06-02T09:00:00.000+02:00',
  modifiedBy: 'bengt.the.intern',
}

const people: PackageFile[] = [
  userFile({ id: 'old.intern', path: '/home/users/o/old.intern', writeId: false, email: null }),
  userFile({
    id: 'archive.keeper',
    path: '/home/users/a/archive.keeper',
    principalName: null,
    email: 'archive.keeper@fjordwood.example',
  }),
  folderNode('/home/groups/legacy/legacy-partners', {
    name: 'jcr:root',
    properties: {
      'jcr:primaryType': 'rep:Group',
      'jcr:uuid': oakUuid('legacy-partners'),
      'rep:principalName': 'legacy-partners',
      'rep:authorizableId': 'legacy-partners',
    },
    children: [
      {
        name: 'rep:members',
        properties: {
          'jcr:primaryType': 'rep:Members',
          first: `{WeakReference}${oakUuid('old.intern')}`,
          second: `{WeakReference}${oakUuid('archive.keeper')}`,
          gone: `{WeakReference}${oakUuid('left-in-2009')}`,
          itself: `{WeakReference}${oakUuid('legacy-partners')}`,
        },
      },
    ],
  }),
]

const policies: PackageFile[] = [
  aclFile(
    '/content/fjordwood/legacy',
    [
      { principal: 'legacy-webmasters', rights: WRITE },
      { principal: 'bengt.the.intern', rights: WRITE },
      {
        principal: 'archive.keeper',
        rights: WRITE,
        restrictions: { 'rep:glob': text('*/2011/*'), 'rep:ntNames': list(['cq:Page'], 'Name') },
      },
    ],
    [
      {
        name: 'allow7',
        properties: { 'jcr:primaryType': 'rep:GrantACE', 'rep:privileges': list(READ, 'Name') },
      },
      {
        name: 'audit0',
        properties: {
          'jcr:primaryType': 'rep:AuditACE',
          'rep:principalName': 'legacy-webmasters',
          'rep:privileges': list(READ, 'Name'),
        },
      },
    ],
  ),
]

const content: PackageFile[] = [
  page({ path: '/content/fjordwood/legacy', title: 'Fjordwood 2011', edit }),
  page({ path: '/content/fjordwood/no/about', title: 'Om oss (2014)', edit }),
  folderNode('/content/fjordwood/legacy/offers', {
    name: 'jcr:root',
    properties: { 'jcr:primaryType': 'cq:Page', validUntil: '{Datum}2012-12-24', 'jcr:title': '\\ud83d Sale' },
  }),
  {
    name: 'jcr_root/content/fjordwood/legacy/notes/.content.xml',
    bytes: '<?xml version="1.0" encoding="UTF-8"?>\n<notes>Do not delete. Bengt</notes>\n',
  },
  {
    name: 'jcr_root/content/fjordwood/legacy/50%-off/.content.xml',
    bytes: aggregateNode('/x', {
      name: 'jcr:root',
      properties: { 'jcr:primaryType': 'cq:Page', 'jcr:title': '50 % off' },
    }).bytes,
  },
]

/** What a repository of fifteen years holds: old node types, half-deleted users, hand-made policies, odd names. */
export const legacyFiles = (): PackageFile[] => [...people, ...policies, ...content]
