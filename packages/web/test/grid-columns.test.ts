import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  decodeChoice,
  defaultChoice,
  encodeChoice,
  leastWidth,
  placed,
  shifted,
  toggled,
  tracksOf,
  withWidth,
  type GridColumn,
} from '../src/ui/grid/columns.js'
import { toTsv } from '../src/ui/grid/tsv.js'

interface Row {
  id: string
  name: string | null
  items: number
}
const COLUMNS: readonly GridColumn<Row>[] = [
  { key: 'name', label: 'Name', width: 200, grow: 2, text: ({ name }) => name },
  { key: 'items', label: 'Items', width: 80, text: ({ items }) => items },
  { key: 'id', label: 'ID', width: 120, hidden: true, text: ({ id }) => id },
]

describe('columns in the address', () => {
  it('come back as they were written, whatever was picked', () => {
    const choices = fc
      .shuffledSubarray(['name', 'items', 'id'], { minLength: 1 })
      .chain((keys) =>
        fc.tuple(
          ...keys.map((key) =>
            fc.record({ key: fc.constant(key), width: fc.option(fc.integer({ min: 56, max: 1200 })) }),
          ),
        ),
      )
    fc.assert(
      fc.property(choices, (choice) => {
        expect(decodeChoice(COLUMNS, encodeChoice(COLUMNS, choice) ?? null)).toEqual(choice)
      }),
    )
  })

  it('are left out where they are the default, and ignored where they name nothing', () => {
    expect(encodeChoice(COLUMNS, defaultChoice(COLUMNS))).toBeUndefined()
    expect(decodeChoice(COLUMNS, 'nope~constructor')).toEqual(defaultChoice(COLUMNS))
    expect(decodeChoice(COLUMNS, 'items~items.90~nope')).toEqual([{ key: 'items', width: null }])
    expect(decodeChoice(COLUMNS, 'items.99999')).toEqual([{ key: 'items', width: 1200 }])
  })
})

describe('picking columns', () => {
  const start = defaultChoice(COLUMNS)

  it('shows a column in its own place, hides it, and keeps the last one', () => {
    expect(toggled(COLUMNS, start, 'id').map(({ key }) => key)).toEqual(['name', 'items', 'id'])
    const reversed = shifted(start, 'items', -1)
    expect(reversed.map(({ key }) => key)).toEqual(['items', 'name'])
    expect(toggled(COLUMNS, toggled(COLUMNS, start, 'name'), 'items')).toHaveLength(1)
  })

  it('lays out chosen widths exactly and lets the others share what is left', () => {
    const columns = placed(COLUMNS, withWidth(start, 'items', 90))
    expect(tracksOf(columns)).toBe('minmax(200px, 2fr) 90px')
    expect(leastWidth(columns)).toBe(290)
    expect(tracksOf(placed(COLUMNS, withWidth(start, 'name', 10)))).toBe('56px 80px')
  })
})

it('copies rows as a spreadsheet pastes them, and no cell as a formula', () => {
  const rows = [
    { id: 'a', name: 'Ada\tLovelace', items: 3 },
    { id: 'b', name: '=HYPERLINK("x")', items: -1 },
    { id: 'c', name: null, items: 0 },
  ]
  expect(toTsv(COLUMNS.slice(0, 2), rows)).toBe(
    'Name\tItems\n"Ada\tLovelace"\t3\n"\'=HYPERLINK(""x"")"\t-1\n\t0\n',
  )
})
