/** Prefixes that a repository registers for these namespaces; names are written with them whatever a file binds. */
const PREFIXES: ReadonlyMap<string, string> = new Map([
  ['internal', 'rep'],
  ['http://www.jcp.org/jcr/1.0', 'jcr'],
  ['http://www.jcp.org/jcr/nt/1.0', 'nt'],
  ['http://www.jcp.org/jcr/mix/1.0', 'mix'],
  ['http://www.jcp.org/jcr/sv/1.0', 'sv'],
  ['http://jackrabbit.apache.org/oak/ns/1.0', 'oak'],
  ['http://www.day.com/crx/1.0', 'crx'],
  ['http://www.day.com/jcr/cq/1.0', 'cq'],
  ['http://www.day.com/dam/1.0', 'dam'],
  ['http://sling.apache.org/jcr/sling/1.0', 'sling'],
  ['http://www.adobe.com/jcr/granite/1.0', 'granite'],
  ['http://jackrabbit.apache.org/vault/sv/1.0', 'vlt'],
  ['http://purl.org/dc/elements/1.1/', 'dc'],
])
const URIS = new Map([...PREFIXES].map(([uri, prefix]) => [prefix, uri]))

/**
 * The qualified name under the canonical prefix of the namespace. A namespace without one keeps the file's
 * prefix, unless that prefix is another namespace's canonical one: then the expanded form `{uri}local`.
 */
export const qualifiedName = (uri: string, prefix: string, local: string): string => {
  if (uri === '') return local
  const canonical = PREFIXES.get(uri)
  if (canonical !== undefined) return `${canonical}:${local}`
  return prefix === '' || URIS.has(prefix) ? `{${uri}}${local}` : `${prefix}:${local}`
}

/** Resolves a prefix in the scope of the element being read. */
export type PrefixResolver = (prefix: string) => string | undefined

/** A value of type Name under canonical prefixes; what names no known prefix stays as written. */
export const canonicalName = (value: string, resolve: PrefixResolver): string => {
  const colon = value.indexOf(':')
  if (colon < 1 || value.startsWith('{')) return value
  const prefix = value.slice(0, colon)
  const uri = resolve(prefix)
  return uri === undefined ? value : qualifiedName(uri, prefix, value.slice(colon + 1))
}

export const canonicalPath = (value: string, resolve: PrefixResolver): string =>
  value.includes(':')
    ? value
        .split('/')
        .map((segment) => canonicalName(segment, resolve))
        .join('/')
    : value
