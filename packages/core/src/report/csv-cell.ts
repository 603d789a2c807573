/** First characters that a spreadsheet may take for a formula, and the apostrophe that marks a made-safe cell. */
export const UNSAFE_FIRST = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', "'"] as const

const unsafe = new Set<string>(UNSAFE_FIRST)

/** The spreadsheet-safe spelling: one apostrophe before a cell that begins with one of `UNSAFE_FIRST`. */
export const safeText = (text: string): string => (unsafe.has(text.charAt(0)) ? `'${text}` : text)

/** The inverse of `safeText`. */
export const fromSafeText = (text: string): string => (text.startsWith("'") ? text.slice(1) : text)

/**
 * One RFC 4180 cell, spelt byte for byte as DuckDB's COPY spells it: quoted where it holds a comma, quote, CR, LF
 * or `#`, quotes doubled. Absent is an empty cell; an empty string, which no report holds, would be `""`.
 */
export const csvCell = (value: string | number | boolean | null): string => {
  if (value === null) return ''
  const text = String(value)
  return text === '' || /[",\r\n#]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A record, ended as RFC 4180 2.1 has it. */
export const csvLine = (values: readonly (string | number | boolean | null)[]): string =>
  `${values.map(csvCell).join(',')}\r\n`
