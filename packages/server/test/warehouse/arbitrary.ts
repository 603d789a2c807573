import { DEFAULT_SORT, REPORT_FIELDS, fieldOf, opsOf, parseFilter, sortsOf } from '@crosswalk/core'
import type { Filter, FilterOp, Report } from '@crosswalk/core'
import fc from 'fast-check'

const PIECES = [
  'a',
  'b',
  'STRASSE',
  'é',
  '"',
  "'",
  ',',
  '\n',
  '\0',
  '😀',
  '\uFEFFm',
  'I',
  'dep1.example.com',
  '/content/1',
]
const text = fc.oneof(
  fc.constantFrom(...PIECES).filter((piece) => piece.trim() !== ''),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }).filter((value) => value.trim() !== ''),
)
const number = fc.nat({ max: 20 }).map(String)

const values = (report: Report, name: string, op: FilterOp): fc.Arbitrary<string[]> => {
  const field = fieldOf(report, name)
  if (!field) throw new Error(name)
  if (op === 'IS_NULL') return fc.constantFrom([], ['true'], ['false'])
  if (op === 'BETWEEN')
    return fc
      .array(fc.tuple(fc.nat({ max: 20 }), fc.nat({ max: 9 }), fc.boolean()), { minLength: 1, maxLength: 2 })
      .map((pairs) => pairs.flatMap(([from, more, open]) => [open ? '' : String(from), String(from + more)]))
  const one =
    field.type === 'number' ? number : field.values.length > 0 ? fc.constantFrom(...field.values) : text
  const absent = field.nullable && (op === 'IN' || op === 'NOT_IN') ? [fc.constant('')] : []
  return fc.array(fc.oneof({ arbitrary: one, weight: 4 }, ...absent), { minLength: 1, maxLength: 8 })
}

/** Parsed filters with up to three clauses over every field and operator of a report. */
export const filters = (report: Report): fc.Arbitrary<Filter> =>
  fc
    .array(
      fc
        .constantFrom(...Object.keys(REPORT_FIELDS[report]))
        .chain((field) => {
          const known = fieldOf(report, field)
          return fc.constantFrom(...(known ? opsOf(known) : [])).map((op) => ({ field, op }))
        })
        .chain(({ field, op }) => values(report, field, op).map((some) => ({ field, op, values: some }))),
      { maxLength: 3 },
    )
    .map((clauses) => {
      const { filter, faults } = parseFilter(report, clauses)
      if (!filter) throw new Error(JSON.stringify(faults))
      return filter
    })

export const sorts = (report: Report): fc.Arbitrary<string> =>
  fc.constantFrom(DEFAULT_SORT, ...sortsOf(report))
