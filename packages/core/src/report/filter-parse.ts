import { FILTER_OPS, REPORT_FIELDS, fieldOf, opsOf } from './fields.js'
import type { Field, FilterOp, Report } from './fields.js'
import { canonical } from './filter.js'
import type { Clause, Filter } from './filter.js'

export const FILTER_LIMITS = { clauses: 32, values: 1000, length: 1000 } as const

export type FilterFaultCode =
  | 'TOO_MANY_CLAUSES'
  | 'UNKNOWN_FIELD'
  | 'UNKNOWN_OP'
  | 'OP_NOT_ALLOWED'
  | 'VALUES_MISSING'
  | 'TOO_MANY_VALUES'
  | 'VALUE_TOO_LONG'
  | 'UNKNOWN_VALUE'
  | 'BAD_NUMBER'
  | 'BAD_RANGE'
  | 'BAD_TEXT'

export interface FilterFault {
  code: FilterFaultCode
  message: string
  /** Where: the clause's number from 0, then `field`, `op` or `values` and the value's number. */
  path: (string | number)[]
}

/** A clause as it arrives, from GraphQL, a URL or a saved view. */
export interface ClauseInput {
  field: string
  op: string
  values: readonly string[]
}

export type ParsedFilter =
  { filter: Filter; faults?: undefined } | { filter?: undefined; faults: FilterFault[] }

type Fault = Omit<FilterFault, 'path'>
const fault = (code: FilterFaultCode, message: string): Fault => ({ code, message })
const list = (values: readonly string[]): string =>
  values.length > 12 ? `${values.slice(0, 12).join(', ')}, …` : values.join(', ')

/** The value as stored, or what is wrong with it. Enum values are recognised in any case. */
const parseValue = (field: Field, op: FilterOp, value: string): string | Fault => {
  if (value.length > FILTER_LIMITS.length)
    return fault('VALUE_TOO_LONG', `A value has at most ${FILTER_LIMITS.length} characters.`)
  if (!value.isWellFormed()) return fault('BAD_TEXT', 'The value is not well-formed Unicode.')
  if (op === 'IS_NULL')
    return ['true', 'false'].includes(value) ? value : fault('UNKNOWN_VALUE', 'Give true or false.')
  if (value === '' && (op === 'BETWEEN' || ((op === 'IN' || op === 'NOT_IN') && field.nullable))) return value
  if (field.type === 'number')
    return /^(0|[1-9]\d{0,14})$/.test(value) ? value : fault('BAD_NUMBER', 'Give a whole number, 0 or more.')
  if (field.type === 'string' || field.type === 'text')
    return value.trim() === '' ? fault('BAD_TEXT', 'Give at least one visible character.') : value
  const known = field.values.find((one) => one.toUpperCase() === value.toUpperCase())
  return known ?? fault('UNKNOWN_VALUE', `The value is not one of ${list(field.values)}.`)
}

const rangeFaults = (values: readonly string[]): Fault[] => {
  if (values.length % 2 === 1) return [fault('BAD_RANGE', 'Give a lower and an upper bound for each range.')]
  const wrong = values.some((from, index) => {
    const to = values[index + 1]
    return index % 2 === 0 && to !== undefined && from !== '' && to !== '' && Number(from) > Number(to)
  })
  return wrong ? [fault('BAD_RANGE', 'The lower bound is above the upper bound.')] : []
}

const countFaults = (op: FilterOp, count: number): Fault[] => {
  if (count === 0 && op !== 'IS_NULL') return [fault('VALUES_MISSING', 'Give at least one value.')]
  if (count > (op === 'IS_NULL' ? 1 : FILTER_LIMITS.values))
    return [fault('TOO_MANY_VALUES', 'The clause has too many values.')]
  return []
}

const parseClause = (report: Report, input: ClauseInput, faults: FilterFault[], index: number): Clause[] => {
  const at = (found: Fault, ...path: (string | number)[]) => faults.push({ ...found, path: [index, ...path] })
  const before = faults.length
  const field = fieldOf(report, input.field)
  const op = FILTER_OPS.find((one) => one === input.op)
  if (!field)
    at(
      fault('UNKNOWN_FIELD', `The field is not one of ${list(Object.keys(REPORT_FIELDS[report]))}.`),
      'field',
    )
  if (!op) at(fault('UNKNOWN_OP', `The operator is not one of ${list(FILTER_OPS)}.`), 'op')
  if (!field || !op) return []
  if (!opsOf(field).includes(op))
    at(fault('OP_NOT_ALLOWED', `${input.field} can be compared by ${list(opsOf(field))} only.`), 'op')
  const counted = countFaults(op, input.values.length)
  counted.forEach((found) => at(found, 'values'))
  if (faults.length > before) return []
  const values = input.values.map((value, number) => {
    const parsed = parseValue(field, op, value)
    if (typeof parsed === 'string') return parsed
    at(parsed, 'values', number)
    return ''
  })
  if (faults.length === before && op === 'BETWEEN')
    rangeFaults(values).forEach((found) => at(found, 'values'))
  return faults.length > before ? [] : [{ field: input.field, op, values }]
}

/** Reads clauses against the report's fields: a canonical filter, or every fault at once. */
export const parseFilter = (report: Report, inputs: readonly ClauseInput[]): ParsedFilter => {
  if (inputs.length > FILTER_LIMITS.clauses)
    return {
      faults: [
        { ...fault('TOO_MANY_CLAUSES', `A filter has at most ${FILTER_LIMITS.clauses} clauses.`), path: [] },
      ],
    }
  const faults: FilterFault[] = []
  const clauses = inputs.flatMap((input, index) => parseClause(report, input, faults, index))
  return faults.length > 0 ? { faults } : { filter: { report, clauses: canonical(clauses) } }
}
