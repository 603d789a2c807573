import { aggregateNode, type PackageFile } from './aem-package.js'
import { list, text, typed, type DocviewNode } from './docview.js'

export interface Ace {
  principal: string
  rights: readonly string[]
  deny?: boolean
  /** Encoded properties of `rep:restrictions`. */
  restrictions?: Readonly<Record<string, string>>
}

const ace = (entry: Ace, ordinal: number): DocviewNode => ({
  name: `${entry.deny ? 'deny' : 'allow'}${ordinal === 0 ? '' : ordinal - 1}`,
  properties: {
    'jcr:primaryType': entry.deny ? 'rep:DenyACE' : 'rep:GrantACE',
    'rep:principalName': text(entry.principal),
    'rep:privileges': list(entry.rights, 'Name'),
  },
  children:
    entry.restrictions === undefined
      ? []
      : [
          {
            name: 'rep:restrictions',
            properties: { 'jcr:primaryType': 'rep:Restrictions', ...entry.restrictions },
          },
        ],
})

/** The `rep:policy` node of an ACL. */
export const aclNode = (entries: readonly Ace[], odd: readonly DocviewNode[] = []): DocviewNode => ({
  name: 'rep:policy',
  properties: { 'jcr:primaryType': 'rep:ACL' },
  children: [...entries.map(ace), ...odd],
})

export const aclFile = (at: string, entries: readonly Ace[], odd: readonly DocviewNode[] = []): PackageFile =>
  aggregateNode(at === '/' ? '/rep:policy' : `${at}/rep:policy`, aclNode(entries, odd))

export const cugFile = (at: string, principals: readonly string[]): PackageFile =>
  aggregateNode(`${at}/rep:cugPolicy`, {
    name: 'rep:cugPolicy',
    properties: { 'jcr:primaryType': 'rep:CugPolicy', 'rep:principalNames': list(principals) },
  })

export interface PrincipalEntry {
  /** Empty for the repository itself. */
  effectivePath: string
  rights: readonly string[]
}

/** `rep:principalPolicy` below a system user's node. */
export const principalPolicyFile = (
  at: string,
  principal: string,
  entries: readonly PrincipalEntry[],
): PackageFile =>
  aggregateNode(`${at}/rep:principalPolicy`, {
    name: 'rep:principalPolicy',
    properties: { 'jcr:primaryType': 'rep:PrincipalPolicy', 'rep:principalName': text(principal) },
    children: entries.map(({ effectivePath, rights }, ordinal) => ({
      name: `entry${ordinal}`,
      properties: {
        'jcr:primaryType': 'rep:PrincipalEntry',
        'rep:effectivePath': typed('Path', effectivePath),
        'rep:privileges': list(rights, 'Name'),
      },
    })),
  })
