import { createHash } from 'node:crypto'
import { aggregateNode, folderNode, type PackageFile } from './aem-package.js'
import { list, text, type DocviewNode } from './docview.js'

/** A user of a repository; absent fields are not written. */
export interface User {
  id: string
  path: string
  principalName?: string | null
  /** False leaves `rep:authorizableId` out: the node's name is the id then. */
  writeId?: boolean
  uuid?: string
  email?: string | null
  given?: string
  family?: string
  caption?: string
  disabled?: string
  externalId?: string
  externalGroups?: readonly string[]
  system?: boolean
}

export interface Group {
  id: string
  path: string
  principalName?: string
  uuid?: string
  caption?: string
  about?: string
  externalId?: string
  /** Ids of members; written as the uuids Oak derives from them. */
  members: readonly string[]
  /** Uuids of members that are written as they are. */
  memberUuids?: readonly string[]
}

/** The `jcr:uuid` Oak gives to an authorizable: a version 3 UUID over the lower-case id, without namespace. */
export const oakUuid = (id: string): string => {
  const bytes = createHash('md5').update(id.toLowerCase(), 'utf8').digest()
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x30, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Oak moves members beyond this many into child nodes of `rep:membersList`. */
const MEMBERS_PER_NODE = 100

const optional = (properties: Readonly<Record<string, string | null | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(properties).filter((entry): entry is [string, string] => entry[1] != null),
  )
const encoded = (value: string | null | undefined): string | undefined =>
  value == null ? undefined : text(value)

const profile = (properties: Record<string, string>): DocviewNode[] =>
  Object.keys(properties).length === 0
    ? []
    : [{ name: 'profile', properties: { 'jcr:primaryType': 'nt:unstructured', ...properties } }]

export const userNode = (user: User): DocviewNode => ({
  name: 'jcr:root',
  properties: optional({
    'jcr:primaryType': user.system ? 'rep:SystemUser' : 'rep:User',
    'jcr:mixinTypes': user.externalGroups === undefined ? undefined : list(['rep:ExternalPrincipals']),
    'jcr:uuid': user.uuid ?? oakUuid(user.id),
    'rep:authorizableId': user.writeId === false ? undefined : text(user.id),
    'rep:principalName': user.principalName === null ? undefined : text(user.principalName ?? user.id),
    'rep:disabled': encoded(user.disabled),
    'rep:externalId': encoded(user.externalId),
    'rep:externalPrincipalNames': user.externalGroups && list(user.externalGroups),
  }),
  children: profile(
    optional({
      email: encoded(user.email),
      givenName: encoded(user.given),
      familyName: encoded(user.family),
      displayName: encoded(user.caption),
      'jcr:language': user.caption === undefined ? undefined : 'en',
    }),
  ),
})

export const groupNode = (group: Group): DocviewNode => {
  const uuids = [...group.members.map(oakUuid), ...(group.memberUuids ?? [])]
  const overflow: DocviewNode[] = []
  for (let start = MEMBERS_PER_NODE; start < uuids.length; start += MEMBERS_PER_NODE)
    overflow.push({
      name: String(overflow.length),
      properties: {
        'jcr:primaryType': 'rep:MemberReferences',
        'rep:members': list(uuids.slice(start, start + MEMBERS_PER_NODE), 'WeakReference'),
      },
    })
  const membersList: DocviewNode = {
    name: 'rep:membersList',
    properties: { 'jcr:primaryType': 'rep:MemberReferencesList' },
    children: overflow,
  }
  return {
    name: 'jcr:root',
    properties: optional({
      'jcr:primaryType': 'rep:Group',
      'jcr:uuid': group.uuid ?? oakUuid(group.id),
      'rep:authorizableId': text(group.id),
      'rep:principalName': text(group.principalName ?? group.id),
      'rep:externalId': encoded(group.externalId),
      'rep:members': uuids.length > 0 ? list(uuids.slice(0, MEMBERS_PER_NODE), 'WeakReference') : undefined,
    }),
    children: [
      ...profile(optional({ givenName: encoded(group.caption), aboutMe: encoded(group.about) })),
      ...(overflow.length > 0 ? [membersList] : []),
    ],
  }
}

/** Users as AEM exports them: one aggregate file each. */
export const userFile = (user: User): PackageFile => aggregateNode(user.path, userNode(user))

/** Groups as folders with a `.content.xml`. */
export const groupFile = (group: Group): PackageFile => folderNode(group.path, groupNode(group))
