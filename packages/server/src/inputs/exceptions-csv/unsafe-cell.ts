const GUARDED = /^'(?=[=+\-@\t\r\n＝＋－＠'])/u

/** A cell of a spreadsheet-safe export as it was before: without the one `'` put before what a formula begins with. */
export const unsafeCell = (cell: string): string => cell.replace(GUARDED, '')
