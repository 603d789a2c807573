/** Consecutive rows of one leg, counted under the filter from 0. */
export interface Slice {
  readonly leg: number
  readonly first: number
  readonly rows: number
}

export interface PlannedPart {
  /** From 1. */
  readonly number: number
  readonly rows: number
  readonly slices: readonly Slice[]
}

/**
 * Cuts an export into parts of at most `partRows` rows. A leg is a walk in `row_id` order: one run, or one value of
 * a sort in one run; the export is its legs one after the other. An export without rows is one part with a header.
 */
export const planChunks = (legRows: readonly number[], partRows: number): PlannedPart[] => {
  if (!Number.isSafeInteger(partRows) || partRows < 1)
    throw new RangeError('A part holds a whole number of rows, at least 1.')
  const parts: PlannedPart[] = []
  let slices: Slice[] = []
  let filled = 0
  const close = () => {
    parts.push({ number: parts.length + 1, rows: filled, slices })
    slices = []
    filled = 0
  }
  for (const [leg, total] of legRows.entries())
    for (let first = 0; first < total;) {
      if (filled === partRows) close()
      const rows = Math.min(partRows - filled, total - first)
      slices.push({ leg, first, rows })
      filled += rows
      first += rows
    }
  if (filled > 0 || parts.length === 0) close()
  return parts
}
