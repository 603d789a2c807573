/** Types of JCR 2.0, as `{Type}` spells them, and FileVault's own `BinaryRef`. */
const TYPES = [
  ...['String', 'Binary', 'Long', 'Double', 'Date', 'Boolean', 'Name', 'Path', 'Reference', 'WeakReference'],
  ...['URI', 'Decimal', 'undefined', 'BinaryRef'],
]

export interface DocviewValue {
  /** Null where the attribute gives none. */
  type: string | null
  multi: boolean
  values: readonly string[]
  /** What was wrong with it, never quoting the value; null where it follows the grammar. */
  problem: string | null
}

/**
 * Reads one attribute value of the enhanced document view:
 * `["{" type "}"] (value | "[" [value {"," value}] "]")`, with `\x`, `\u` and four hex digits, and `\0`
 * (an empty item) as escapes; a missing `]` is tolerated. Rule: FileVault's DocViewProperty2.parse, state by state.
 */
export const parseDocviewValue = (text: string): DocviewValue => {
  let state: 'begin' | 'array' | 'type' | 'value' | 'escape' | 'unicode' = 'begin'
  let multi = false
  let type: string | null = null
  let values: string[] | null = null
  let problem: string | null = null
  let part = ''
  let unicode = ''
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at)
    switch (state) {
      case 'begin':
      case 'array':
        if (char === '{' && state === 'begin') state = 'type'
        else if (char === '\\') state = 'escape'
        else {
          if (char === '[') multi = true
          else part += char
          state = 'value'
        }
        break
      case 'type':
        if (char !== '}') part += char
        else {
          if (TYPES.includes(part)) type = part
          else problem = `its type is none of ${TYPES.join(', ')}`
          part = ''
          state = 'array'
        }
        break
      case 'value':
        if (char === '\\') state = 'escape'
        else if (char === ',' && multi) {
          ;(values ??= []).push(part)
          part = ''
        } else if (char === ']' && multi && at === text.length - 1) {
          if (part !== '' || values !== null) (values ??= []).push(part)
          part = ''
        } else part += char
        break
      case 'escape':
        state = 'value'
        if (char === 'u') {
          state = 'unicode'
          unicode = ''
        } else if (char === '0') values ??= []
        else part += char
        break
      case 'unicode':
        unicode += char
        if (unicode.length === 4) {
          if (/^[0-9a-fA-F]{4}$/.test(unicode)) part += String.fromCharCode(parseInt(unicode, 16))
          else {
            part += `\\u${unicode}`
            problem = 'it has a \\u escape that is no four hexadecimal digits'
          }
          state = 'value'
        }
    }
  }
  if (state === 'type') problem = 'its type has no closing brace'
  if (state === 'escape' || state === 'unicode') problem = 'it ends within an escape'
  if (multi && part !== '') (values ??= []).push(part)
  const all = multi ? (values ?? []) : [part]
  if (all.every((value) => value.isWellFormed())) return { type, multi, values: all, problem }
  return {
    type,
    multi,
    values: all.map((value) => value.toWellFormed()),
    problem: 'it has half a surrogate pair',
  }
}
