/** A header cell reduced to what it is compared by: letters and digits, in lower case. */
const reduce = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')

/**
 * The names a header cell may be known by, best first: without its bracketed parts (`Email Address [Required]`),
 * without a trailing "Required" (Entra), then what stands in its brackets (`Name [displayName] Required`).
 */
export const columnNames = (cell: string): string[] => {
  const bare = reduce(cell.replace(/\[[^\]]*\]|\([^)]*\)/g, ' '))
  const inside = [...cell.matchAll(/\[([^\]]*)\]|\(([^)]*)\)/g)].map((match) =>
    reduce(match[1] ?? match[2] ?? ''),
  )
  return [...new Set([bare, bare.replace(/required$/, ''), ...inside])].filter((name) => name !== '')
}
