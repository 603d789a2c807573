import fc from 'fast-check'
import { REPORT_FIELDS, fieldOf, opsOf, parseFilter } from '../../src/report/index.js'
import type { Filter, FilterOp, Report } from '../../src/report/index.js'

const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
  .filter((value) => value.trim() !== '')
const number = fc.nat({ max: 20 }).map(String)

const values = (report: Report, name: string, op: FilterOp): fc.Arbitrary<string[]> => {
  const field = fieldOf(report, name)
  if (!field) throw new Error(name)
  if (op === 'IS_NULL') return fc.constantFrom([], ['true'], ['false'])
  if (op === 'BETWEEN')
    return fc
      .array(fc.tuple(fc.nat({ max: 20 }), fc.nat({ max: 5 }), fc.constantFrom('', 'x')), {
        minLength: 1,
        maxLength: 2,
      })
      .map((pairs) => pairs.flatMap(([from, more, open]) => [String(from), open && String(from + more)]))
  const one =
    field.type === 'number' ? number : field.values.length > 0 ? fc.constantFrom(...field.values) : text
  const absent = field.nullable && (op === 'IN' || op === 'NOT_IN') ? [fc.constant('')] : []
  return fc.array(fc.oneof({ arbitrary: one, weight: 4 }, ...absent), { minLength: 1, maxLength: 4 })
}

/** Parsed filters of one report with up to four clauses, over every field and operator it has. */
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
      { maxLength: 4 },
    )
    .map((clauses) => {
      const { filter, faults } = parseFilter(report, clauses)
      if (!filter) throw new Error(JSON.stringify(faults))
      return filter
    })
