const ESCAPED = /\\([0-9a-f]{2})|\\(.)/gi

/** A value without its escapes (`\,`, `\2C`, UTF-8 bytes as pairs), in lower case, inner spaces single. */
const plain = (value: string): string => {
  const bytes: Buffer[] = []
  let from = 0
  for (const match of value.matchAll(ESCAPED)) {
    bytes.push(Buffer.from(value.slice(from, match.index)))
    bytes.push(match[1] === undefined ? Buffer.from(match[2] ?? '') : Buffer.from(match[1], 'hex'))
    from = match.index + match[0].length
  }
  bytes.push(Buffer.from(value.slice(from)))
  return Buffer.concat(bytes).toString('utf8').trim().replace(/\s+/g, ' ').toLowerCase()
}

/** The parts between separators that no backslash escapes. */
const splitUnescaped = (text: string, separator: ',' | '+'): string[] => {
  const parts = ['']
  for (let at = 0; at < text.length; at++) {
    const symbol = text[at] === '\\' ? text.slice(at, ++at + 1) : (text[at] ?? '')
    if (symbol === separator) parts.push('')
    else parts.push((parts.pop() ?? '') + symbol)
  }
  return parts
}

/** What a distinguished name is compared by (RFC 4514): letter case, spaces round separators and ways to escape aside. */
export const dnKey = (dn: string): string =>
  JSON.stringify(
    splitUnescaped(dn, ',').map((rdn) =>
      splitUnescaped(rdn, '+')
        .map((pair) => {
          const at = pair.indexOf('=')
          return `${pair.slice(0, at).trim().toLowerCase()}=${plain(pair.slice(at + 1))}`
        })
        .sort(),
    ),
  )
