/**
 * The normal form a CSV file is rewritten to, so that any reader splits it the same way, in parallel too: UTF-8,
 * one record a line ended by LF, cells after a UNIT separator each, no quoting. First the row's ordinal, then its
 * line in the original file, then the kept cells. An absent cell is empty. A byte that would break the form is
 * written as ESCAPE and a letter.
 */
export const UNIT = 0x1f
export const ESCAPE = 0x10

export const ESCAPES: readonly (readonly [byte: number, letter: string])[] = [
  [0x0a, 'n'],
  [0x0d, 'r'],
  [UNIT, 'u'],
  [ESCAPE, 'd'],
]

/** A row may be this long, line breaks in quotes included. Beyond it a quote is taken to lack its partner. */
export const MAX_ROW_BYTES = 16 << 20
