import { FULL_FOLDINGS, SIMPLE_RUNS } from './fold-table.js'

const foldings = new Map<string, string>()
for (let at = 0; at < SIMPLE_RUNS.length; at += 4) {
  const [first = 0, last = 0, step = 1, distance = 0] = SIMPLE_RUNS.slice(at, at + 4)
  for (let from = first; from <= last; from += step)
    foldings.set(String.fromCodePoint(from), String.fromCodePoint(from + distance))
}
for (let at = 0; at < FULL_FOLDINGS.length;) {
  const [from = 0, length = 0] = FULL_FOLDINGS.slice(at, at + 2)
  foldings.set(
    String.fromCodePoint(from),
    String.fromCodePoint(...FULL_FOLDINGS.slice(at + 2, at + 2 + length)),
  )
  at += 2 + length
}

/** Full case folding (CaseFolding.txt, status C and F) of the pinned Unicode version; nothing else changes. */
export const caseFold = (text: string): string => {
  let folded = ''
  for (const symbol of text) folded += foldings.get(symbol) ?? symbol
  return folded
}

/** The characters a key is trimmed of: Unicode White_Space and U+FEFF. A regular expression class, for every engine. */
export const WHITE_SPACE =
  '\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff'

const outerSpace = new RegExp(`^[${WHITE_SPACE}]+|[${WHITE_SPACE}]+$`, 'g')
const ascii = /^[\t-\r -~]*$/

const foldOnce = (text: string): string => caseFold(text.normalize('NFKC').replace(outerSpace, ''))

/**
 * The normalised form two emails, usernames or names are compared in: NFKC, trimmed of White_Space and U+FEFF, full
 * case folding; repeated until it changes nothing, since a folding can compose with the mark that follows it
 * (ß + U+0301 and SŚ are one key). Idempotent. Never empty-to-null: see `keyOf`.
 */
export const fold = (text: string): string => {
  if (ascii.test(text)) return text.replace(outerSpace, '').toLowerCase()
  let folded = foldOnce(text)
  for (let again = foldOnce(folded); again !== folded; again = foldOnce(folded)) folded = again
  return folded
}
