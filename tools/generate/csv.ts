const quoted = /[",\r\n]|^\s|\s$/

const cell = (value: string | null): string =>
  value === null ? '' : quoted.test(value) ? `"${value.replace(/"/g, '""')}"` : value

/** RFC 4180 text with a header row and CRLF line ends; null is an empty cell. */
export const csv = (columns: readonly string[], rows: Iterable<readonly (string | null)[]>): string => {
  const lines = [columns.join(',')]
  for (const row of rows) lines.push(row.map(cell).join(','))
  return `${lines.join('\r\n')}\r\n`
}
