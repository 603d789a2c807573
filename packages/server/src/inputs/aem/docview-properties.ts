import type { SaxesTagNS } from 'saxes'
import { isSecretProperty, NO_FAULTS, type DocProperty, type NodeFault } from './doc-node.js'
import { parseDocviewValue } from './docview-value.js'
import { decodeIso9075 } from './names.js'
import { canonicalName, canonicalPath, qualifiedName, type PrefixResolver } from './namespaces.js'

const XMLNS = 'http://www.w3.org/2000/xmlns/'
/** Properties that are always of type Name, whatever the attribute says. */
const NAMES: ReadonlySet<string> = new Set(['jcr:primaryType', 'jcr:mixinTypes', 'rep:privileges'])

const canonical = (type: string, value: string, resolve: PrefixResolver): string =>
  type === 'Name' ? canonicalName(value, resolve) : type === 'Path' ? canonicalPath(value, resolve) : value

/** The properties of an element; `rep:password` is dropped here, under its namespace or its usual prefix. */
export const readProperties = (
  tag: SaxesTagNS,
  resolve: PrefixResolver,
): { properties: Map<string, DocProperty>; faults: readonly NodeFault[] } => {
  const properties = new Map<string, DocProperty>()
  const faults: NodeFault[] = []
  for (const attribute of Object.values(tag.attributes)) {
    if (attribute.uri === XMLNS) continue
    const local = decodeIso9075(attribute.local)
    const name = qualifiedName(attribute.uri, attribute.prefix, local ?? attribute.local)
    if (isSecretProperty(name) || attribute.name === 'rep:password') continue
    if (local === null) faults.push({ code: 'BAD_NAME', args: { name } })
    const { type, multi, values, problem } = parseDocviewValue(attribute.value)
    if (problem !== null) faults.push({ code: 'BAD_VALUE', args: { name, problem } })
    const actual = NAMES.has(name) ? 'Name' : type === null || type === 'undefined' ? 'String' : type
    properties.set(name, {
      type: actual,
      multi,
      values: values.map((value) => canonical(actual, value, resolve)),
    })
  }
  return { properties, faults: faults.length === 0 ? NO_FAULTS : faults }
}
