/** A column of the data grid. Cells come from the slot of the same key, or from `text`. */
export interface GridColumn {
  key: string
  label: string
  /** A CSS grid track: `minmax(200px, 2fr)`. */
  track: string
  align?: 'end'
  /** On a narrow screen a row is a card: its lead, the corner beside it, a line below; the rest is in the drawer. */
  narrow?: 'lead' | 'corner' | 'line'
}

/** The row that a key moves to, or null where the key is not the grid's. */
export const moveBy = (key: string, from: number, count: number): number | null => {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + 10,
    PageUp: from - 10,
    Home: 0,
    End: count - 1,
  }
  const to = Object.hasOwn(steps, key) ? steps[key] : undefined
  return to === undefined ? null : Math.max(0, Math.min(count - 1, to))
}
