/** How a CSV file is written; RFC 4180 unless told otherwise. */
export interface Dialect {
  delimiter?: ',' | ';' | '\t'
  lineEnd?: '\r\n' | '\n'
}

/** Text with a header row; null is an empty cell. */
export const csv = (
  columns: readonly string[],
  rows: Iterable<readonly (string | null)[]>,
  { delimiter = ',', lineEnd = '\r\n' }: Dialect = {},
): string => {
  const cell = (value: string | null): string => {
    if (value === null) return ''
    const plain = !/["\r\n]|^\s|\s$/.test(value) && !value.includes(delimiter)
    return plain ? value : `"${value.replace(/"/g, '""')}"`
  }
  const lines = [columns.join(delimiter)]
  for (const row of rows) lines.push(row.map(cell).join(delimiter))
  return `${lines.join(lineEnd)}${lineEnd}`
}

/** UTF-16 with a byte order mark, as spreadsheets save "Unicode text". */
export const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le')

/** ISO-8859-1; what it cannot hold is a fault of the caller. */
export const latin1 = (text: string): Buffer => {
  if ([...text].some((char) => char.charCodeAt(0) > 0xff)) throw new RangeError('not in ISO-8859-1')
  return Buffer.from(text, 'latin1')
}
