import { decodePlatformName, withoutFirstIndex } from './names.js'
import { isIgnored, type TreeEntry } from './package-tree.js'
import { POLICY_NAMES } from './policy-types.js'

/** The files and folders that may define one child node. */
export interface Sources {
  /** `name.xml`: a full-coverage aggregate if it turns out to be a document view. */
  aggregates: TreeEntry[]
  /** `name`: the content of an `nt:file`. */
  files: TreeEntry[]
  /** `name/` and `name.dir/`. */
  folders: TreeEntry[]
}

/** What the folders of one node hold, sorted into roles. */
export interface Listing {
  /** `.content.xml`: definitions of the node itself. */
  own: TreeEntry[]
  /** `_rep_policy.xml` and the like, by node name. */
  policies: { name: string; entry: TreeEntry }[]
  /** `name.binary`: values of binary properties of the node. */
  binaries: { name: string; entry: TreeEntry }[]
  children: Map<string, Sources>
  /** Zip files, which may be packages of their own. */
  archives: TreeEntry[]
  links: TreeEntry[]
  badNames: TreeEntry[]
}

export const noSources = (): Sources => ({ aggregates: [], files: [], folders: [] })

export const sourcesOf = (children: Map<string, Sources>, name: string): Sources => {
  let sources = children.get(name)
  if (sources === undefined) children.set(name, (sources = noSources()))
  return sources
}

const withoutSuffix = (name: string, suffix: string): string | null =>
  name.endsWith(suffix) && name.length > suffix.length ? name.slice(0, -suffix.length) : null

/** Sorts the entries of a node's folders by what FileVault reads from each. */
export const listingOf = (entries: readonly TreeEntry[]): Listing => {
  const listing: Listing = {
    ...{ own: [], policies: [], binaries: [], archives: [], links: [], badNames: [] },
    children: new Map(),
  }
  const nameOf = (entry: TreeEntry, encoded: string): string => {
    const decoded = decodePlatformName(encoded)
    if (decoded === null) listing.badNames.push(entry)
    return withoutFirstIndex(decoded ?? encoded)
  }
  for (const entry of entries) {
    if (isIgnored(entry.name)) continue
    if (entry.kind === 'link') listing.links.push(entry)
    else if (entry.kind === 'folder') {
      const name = nameOf(entry, withoutSuffix(entry.name, '.dir') ?? entry.name)
      sourcesOf(listing.children, name).folders.push(entry)
    } else if (entry.name === '.content.xml') listing.own.push(entry)
    else {
      const xml = withoutSuffix(entry.name, '.xml')
      const binary = withoutSuffix(entry.name, '.binary')
      if (/\.zip$|^jcr_root\/etc\/packages\/.*\.jar$/i.test(entry.path)) listing.archives.push(entry)
      if (binary !== null) listing.binaries.push({ name: nameOf(entry, binary), entry })
      else if (xml === null) sourcesOf(listing.children, nameOf(entry, entry.name)).files.push(entry)
      else {
        const name = nameOf(entry, xml)
        if (POLICY_NAMES.has(name)) listing.policies.push({ name, entry })
        else sourcesOf(listing.children, name).aggregates.push(entry)
      }
    }
  }
  return listing
}
