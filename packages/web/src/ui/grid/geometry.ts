/**
 * Browsers cap the height of an element (Firefox at 17.8 million pixels), so the scrolled element stays below
 * this and its positions stand for positions in a sheet of any height.
 */
export const MAX_SCROLLER = 6_000_000
/** Pixels at each end where the scroller and the sheet go one to one, so that no row is out of reach there. */
const EDGE = 60_000
/** A longer step of the scroller, in heights of the view, is a jump: the thumb was dragged. */
const JUMP = 2

/** All rows as one tall sheet, seen through a view. Pixels. */
export interface Sheet {
  rows: number
  rowHeight: number
  view: number
}

/** The scroller's own offset, and the pixel of the sheet at the view's upper edge that it stands for. */
export interface Place {
  scroll: number
  top: number
}

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value))
const heightOf = ({ rows, rowHeight }: Sheet): number => rows * rowHeight

/** Height of the scrolled element. */
export const scrollerHeight = (sheet: Sheet): number => Math.min(heightOf(sheet), MAX_SCROLLER)
const lastTop = (sheet: Sheet): number => Math.max(0, heightOf(sheet) - sheet.view)
const lastScroll = (sheet: Sheet): number => Math.max(0, scrollerHeight(sheet) - sheet.view)

/** Share of the compressed middle: pixels of the sheet for one of the scroller. */
const ratio = (sheet: Sheet): number => (lastTop(sheet) - 2 * EDGE) / (lastScroll(sheet) - 2 * EDGE)
const isWhole = (sheet: Sheet): boolean => heightOf(sheet) <= MAX_SCROLLER

/** The sheet's pixel that an offset of the scroller stands for. */
export const toTop = (sheet: Sheet, scroll: number): number => {
  const at = clamp(scroll, 0, lastScroll(sheet))
  if (isWhole(sheet) || at <= EDGE) return at
  const left = lastScroll(sheet) - at
  return left <= EDGE ? lastTop(sheet) - left : EDGE + (at - EDGE) * ratio(sheet)
}

/** The scroller's offset that stands for a pixel of the sheet. */
export const toScroll = (sheet: Sheet, top: number): number => {
  const at = clamp(top, 0, lastTop(sheet))
  if (isWhole(sheet) || at <= EDGE) return at
  const left = lastTop(sheet) - at
  return left <= EDGE ? lastScroll(sheet) - left : EDGE + (at - EDGE) / ratio(sheet)
}

/** Where a scroll leads: steps move the sheet pixel by pixel, jumps go where the scroller's offset stands for. */
export const scrolled = (sheet: Sheet, { scroll, top }: Place, to: number): Place => {
  const step = to - scroll
  return isWhole(sheet) || Math.abs(step) > JUMP * sheet.view
    ? { scroll: to, top: toTop(sheet, to) }
    : { scroll: to, top: clamp(top + step, 0, lastTop(sheet)) }
}

/** The place of a pixel of the sheet. */
export const placeAt = (sheet: Sheet, top: number): Place => {
  const at = clamp(top, 0, lastTop(sheet))
  return { scroll: toScroll(sheet, at), top: at }
}

/** Whether steps have carried the scroller so far from its place that it must be put back: it would end too soon. */
export const strayed = (sheet: Sheet, { scroll, top }: Place): boolean => {
  const off = Math.abs(scroll - toScroll(sheet, top))
  return off > EDGE / 2 || (off >= 1 && (scroll <= 0 || scroll >= lastScroll(sheet)))
}

/** The rows to render, from `first` up to and without `end`. */
export const rowsAt = (
  { rows, rowHeight, view }: Sheet,
  top: number,
  overscan = 0,
): { first: number; end: number } => ({
  first: clamp(Math.floor(top / rowHeight) - overscan, 0, rows),
  end: clamp(Math.ceil((top + view) / rowHeight) + overscan, 0, rows),
})

/** The nearest top at which a row is wholly in view. */
export const revealing = ({ rowHeight, view }: Sheet, top: number, row: number): number => {
  const upper = row * rowHeight
  if (upper < top) return upper
  return upper + rowHeight > top + view ? upper + rowHeight - view : top
}
