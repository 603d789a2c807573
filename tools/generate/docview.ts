const NAMESPACES: Readonly<Record<string, string>> = {
  jcr: 'http://www.jcp.org/jcr/1.0',
  nt: 'http://www.jcp.org/jcr/nt/1.0',
  mix: 'http://www.jcp.org/jcr/mix/1.0',
  cq: 'http://www.day.com/jcr/cq/1.0',
  sling: 'http://sling.apache.org/jcr/sling/1.0',
  granite: 'http://www.adobe.com/jcr/granite/1.0',
  rep: 'internal',
  dam: 'http://www.day.com/dam/1.0',
  dc: 'http://purl.org/dc/elements/1.1/',
}

/** A node in FileVault's document view. Values of `properties` are encoded already (`text`, `typed`, `list`). */
export interface DocviewNode {
  /** JCR name; encoded for XML where needed. The root of a file is always `jcr:root`. */
  name: string
  properties: Readonly<Record<string, string>>
  children?: readonly DocviewNode[]
}

/** A string property: a leading `{` or `[` and every backslash are escaped. */
export const text = (value: string): string => value.replace(/\\/g, '\\\\').replace(/^[[{]/, '\\$&')

export const typed = (type: 'Boolean' | 'Date' | 'Long' | 'Name' | 'Path', value: string): string =>
  `{${type}}${value}`

/** A multi-valued property; commas within values are escaped, an empty value is written `\0`. */
export const list = (values: readonly string[], type?: 'Name' | 'WeakReference'): string => {
  const items = values.map((value) =>
    value === '' ? '\\0' : value.replace(/\\/g, '\\\\').replace(/,/g, '\\,'),
  )
  return `${type === undefined ? '' : `{${type}}`}[${items.join(',')}]`
}

const XML_ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xa;',
  '\r': '&#xd;',
}
const attribute = (value: string): string =>
  value.replace(/[&<>"\t\n\r]/g, (char) => XML_ESCAPES[char] ?? char)

const hex4 = (char: string): string => `_x${char.charCodeAt(0).toString(16).padStart(4, '0')}_`

/** ISO 9075-14: a JCR name as an XML name. */
export const xmlName = (name: string): string => {
  const [prefix, local] = name.includes(':') ? (name.split(':', 2) as [string, string]) : ['', name]
  const encoded = local
    .replace(/_(?=x[0-9a-fA-F]{4}_)/g, hex4('_'))
    .replace(/[^\p{L}\p{N}_.-]/gu, (char) => [...char].map(hex4).join(''))
    .replace(/^[^\p{L}_]/u, (char) => hex4(char))
  return prefix === '' ? encoded : `${prefix}:${encoded}`
}

const element = (node: DocviewNode, name: string, indent: string, extra = ''): string => {
  const attributes = Object.entries(node.properties)
    .map(([key, value]) => `\n${indent}    ${xmlName(key)}="${attribute(value)}"`)
    .join('')
  const children = node.children ?? []
  if (children.length === 0) return `${indent}<${name}${extra}${attributes}/>`
  const inner = children.map((child) => element(child, xmlName(child.name), `${indent}    `)).join('\n')
  return `${indent}<${name}${extra}${attributes}>\n${inner}\n${indent}</${name}>`
}

/** One docview file. */
export const docview = (node: DocviewNode): string => {
  const declared = Object.entries(NAMESPACES)
    .map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`)
    .join('')
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(node, 'jcr:root', '', declared)}\n`
}
