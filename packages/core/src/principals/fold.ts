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

/** Stands for what one unit does not say: a folding to several symbols, or half of a pair. */
const LOOK_UP = 0
/** What each UTF-16 unit folds to; most to themselves. */
const units = Uint16Array.from({ length: 0x10000 }, (_, unit) =>
  unit >= 0xd800 && unit <= 0xdbff ? LOOK_UP : unit,
)
for (const [from, to] of foldings)
  if (from.length === 1) units[from.charCodeAt(0)] = to.length === 1 ? to.charCodeAt(0) : LOOK_UP

/** Full case folding (CaseFolding.txt, status C and F) of the pinned Unicode version; nothing else changes. */
export const caseFold = (text: string): string => {
  let same = 0
  while (same < text.length && units[text.charCodeAt(same)] === text.charCodeAt(same)) same += 1
  if (same === text.length) return text
  let folded = text.slice(0, same)
  for (let at = same; at < text.length;) {
    const unit = units[text.charCodeAt(at)]!
    const symbol = unit === LOOK_UP ? String.fromCodePoint(text.codePointAt(at)!) : ''
    folded += unit === LOOK_UP ? (foldings.get(symbol) ?? symbol) : String.fromCharCode(unit)
    at += symbol.length || 1
  }
  return folded
}

/** The characters a key is trimmed of: Unicode White_Space and U+FEFF. A regular expression class, for every engine. */
export const WHITE_SPACE =
  '\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff'

const outerSpace = new RegExp(`^[${WHITE_SPACE}]+|[${WHITE_SPACE}]+$`, 'g')
const NEXT_LINE = '\u0085'
/** `trim` knows all of `WHITE_SPACE` but U+0085. */
const trimmed = (text: string): string => {
  const trim = text.trim()
  return trim.startsWith(NEXT_LINE) || trim.endsWith(NEXT_LINE) ? trim.replace(outerSpace, '') : trim
}

const ascii = /^[\t-\r -~]*$/
/** Without marks, which alone compose with what a folding leaves before them. */
const settled = /^[\0-\u02ff]*$/

/**
 * The normalised form two emails, usernames or names are compared in: NFKC, trimmed of White_Space and U+FEFF, full
 * case folding; repeated until it changes nothing, since a folding can compose with the mark that follows it
 * (ß + U+0301 and SŚ are one key). Idempotent. Never empty-to-null: see `keyOf`.
 */
export const fold = (text: string): string => {
  if (ascii.test(text)) return text.trim().toLowerCase()
  for (let before = text; ;) {
    const normal = trimmed(before.normalize('NFKC'))
    const folded = caseFold(normal)
    if (folded === normal || folded === before || settled.test(folded)) return folded
    before = folded
  }
}
