/** A decoded name, or null where the text is no valid encoding of one. */
export type Decoded = string | null

const legal = (name: string): Decoded =>
  name === '' || name === '.' || name === '..' || /[/\0]/.test(name) ? null : name

const hexDigits = /^[0-9a-fA-F]{2}$/

/**
 * The repository name of a file name: `_cq_x` is `cq:x`, `__x` is `_x`, `%3a` is `:`.
 * Rule: FileVault's PlatformNameFormat.getRepositoryName.
 */
export const decodePlatformName = (file: string): Decoded => {
  let name = ''
  let prefix = false
  for (let at = 0; at < file.length; at++) {
    const char = file.charAt(at)
    if (char === '%' && file.length > at + 2) {
      const digits = file.slice(at + 1, at + 3)
      if (!hexDigits.test(digits)) return null
      name += String.fromCharCode(parseInt(digits, 16))
      at += 2
    } else if (char === '_' && at === 0 && file.length > 1) {
      const next = file.charAt(++at)
      prefix = next !== '_'
      name += next
    } else if (char === '_' && prefix) {
      name += ':'
      prefix = false
    } else name += char
  }
  return legal(prefix ? `_${name}` : name)
}

/** Undoes ISO 9075-14 escapes (`_x0030_`), as element and attribute names of the document view carry them. */
export const decodeIso9075 = (name: string): Decoded =>
  legal(
    name.includes('_x')
      ? name.replace(/_x([0-9a-fA-F]{4})_/g, (_whole, code: string) =>
          String.fromCharCode(parseInt(code, 16)),
        )
      : name,
  )

/** Same-name siblings: the first needs no index, so `name[1]` is `name`; `name[2]` stays. */
export const withoutFirstIndex = (name: string): string => (name.endsWith('[1]') ? name.slice(0, -3) : name)

export const childPath = (parent: string, name: string): string =>
  parent === '/' ? `/${name}` : `${parent}/${name}`
