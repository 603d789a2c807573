import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  MAX_SCROLLER,
  placeAt,
  revealing,
  rowsAt,
  scrolled,
  scrollerHeight,
  strayed,
  toScroll,
  toTop,
  type Place,
  type Sheet,
} from '../src/ui/grid/geometry.js'

const sheets = fc.record({
  rows: fc.oneof(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 50_000_000 })),
  rowHeight: fc.constantFrom(36, 48, 84),
  view: fc.integer({ min: 100, max: 4_000 }),
})
const share = fc.double({ min: 0, max: 1, noNaN: true })
const tops = (sheet: Sheet): number => Math.max(0, sheet.rows * sheet.rowHeight - sheet.view)
const scrolls = (sheet: Sheet): number => Math.max(0, scrollerHeight(sheet) - sheet.view)
const TEN_MILLION: Sheet = { rows: 10_000_000, rowHeight: 48, view: 700 }

describe('a sheet of any height behind a scroller of bounded height', () => {
  it('never asks for an element taller than browsers allow', () => {
    fc.assert(fc.property(sheets, (sheet) => scrollerHeight(sheet) <= MAX_SCROLLER))
  })

  it('maps both ways to the same pixel, in order, from end to end', () => {
    fc.assert(
      fc.property(sheets, share, share, (sheet, a, b) => {
        expect(toTop(sheet, 0)).toBe(0)
        expect(toTop(sheet, scrolls(sheet))).toBeCloseTo(tops(sheet), 3)
        expect(toTop(sheet, toScroll(sheet, a * tops(sheet)))).toBeCloseTo(a * tops(sheet), 3)
        const [low, high] = a < b ? [a, b] : [b, a]
        expect(toTop(sheet, low * scrolls(sheet))).toBeLessThanOrEqual(
          toTop(sheet, high * scrolls(sheet)) + 1e-6,
        )
      }),
    )
  })

  it('shows the last row at the very end and the first at the start', () => {
    expect(rowsAt(TEN_MILLION, toTop(TEN_MILLION, scrolls(TEN_MILLION))).end).toBe(10_000_000)
    expect(rowsAt(TEN_MILLION, 0).first).toBe(0)
  })

  it.each([0, 4_999_000, 9_980_000])('passes 20,000 rows from row %i on, none left out', (from) => {
    let place: Place = placeAt(TEN_MILLION, from * 48)
    let next = rowsAt(TEN_MILLION, place.top).first
    const until = Math.min(from + 20_000, 10_000_000)
    while (next < until) {
      const { first, end } = rowsAt(TEN_MILLION, place.top)
      expect(first).toBeLessThanOrEqual(next)
      expect(end).toBeGreaterThan(next)
      next = end
      const before = place.top
      place = scrolled(TEN_MILLION, place, Math.min(place.scroll + 600, scrolls(TEN_MILLION)))
      expect(place.top - before).toBeLessThanOrEqual(600)
      if (strayed(TEN_MILLION, place)) place = placeAt(TEN_MILLION, place.top)
    }
    expect(next).toBeGreaterThanOrEqual(until)
  })

  it('goes where the thumb is dragged, whatever was scrolled before', () => {
    const stepped = scrolled(TEN_MILLION, placeAt(TEN_MILLION, 200_000_000), 2_400_000)
    const middle = scrolls(TEN_MILLION) / 2
    expect(scrolled(TEN_MILLION, stepped, middle).top).toBe(toTop(TEN_MILLION, middle))
  })

  it('reveals a row by the shortest way', () => {
    fc.assert(
      fc.property(sheets, share, share, (sheet, a, b) => {
        fc.pre(sheet.rows > 0)
        const row = Math.floor(a * (sheet.rows - 1))
        const top = b * tops(sheet)
        const at = revealing(sheet, top, row)
        expect(row * sheet.rowHeight).toBeGreaterThanOrEqual(at)
        expect((row + 1) * sheet.rowHeight).toBeLessThanOrEqual(at + Math.max(sheet.view, sheet.rowHeight))
        expect(revealing(sheet, at, row)).toBe(at)
      }),
    )
  })
})
