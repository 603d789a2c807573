import type { Report } from './fields.js'
import { canonical } from './filter.js'
import type { Clause, Filter } from './filter.js'
import { parseFilter } from './filter-parse.js'
import type { ClauseInput } from './filter-parse.js'

/** What a URL says about a filter: the clauses that can be used, and the others as they were written. */
export interface DecodedFilter {
  filter: Filter
  /** Parameters that name no known field, operator or value: to be shown, never dropped silently. */
  unknown: string[]
}

const escapeValue = (value: string): string => value.replace(/[*~]/g, '*$&')

/**
 * URL codec, version 1: one parameter `f` per clause, `field.op.value~value`, names in lower case; in a value
 * `*~` is a tilde and `*` is written twice. No values: no second dot. The URL's own percent-encoding comes on
 * top. No clause, no parameter. A later version uses another parameter name, so `f` always means version 1.
 */
export const encodeFilter = ({ clauses }: Filter): string[] =>
  clauses.map(({ field, op, values }) => {
    const head = `${field.toLowerCase()}.${op.toLowerCase()}`
    return values.length === 0 ? head : `${head}.${values.map(escapeValue).join('~')}`
  })

const splitValues = (text: string): string[] => {
  const values = ['']
  for (const [token] of text.matchAll(/\*[*~]|~|[^*~]+|\*/gs)) {
    if (token === '~') values.push('')
    else values[values.length - 1] += token.length === 2 && token.startsWith('*') ? token.slice(1) : token
  }
  return values
}

/** A parameter's clause as written, to be parsed; the strict way in, where nothing unknown is passed over. */
export const clauseOf = (parameter: string): ClauseInput => {
  const [, field = '', op = '', , values] = /^([^.]*)\.([^.]*)(\.(.*))?$/s.exec(parameter) ?? []
  return {
    field: field.toUpperCase(),
    op: op.toUpperCase(),
    values: values === undefined ? [] : splitValues(values),
  }
}

export const decodeFilter = (report: Report, parameters: readonly string[]): DecodedFilter => {
  const clauses: Clause[] = []
  const unknown: string[] = []
  for (const parameter of parameters) {
    const parsed = parseFilter(report, [clauseOf(parameter)])
    if (parsed.filter) clauses.push(...parsed.filter.clauses)
    else unknown.push(parameter)
  }
  return { filter: { report, clauses: canonical(clauses) }, unknown }
}
