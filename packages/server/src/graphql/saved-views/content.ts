import type { ViewContent } from '../../control/entities/saved-view.js'
import { Problem } from '../../problem.js'
import { filterOf } from '../../warehouse/filter-input.js'
import { orderOf } from '../../warehouse/page.js'
import type { SaveViewInput } from './saved-view.js'

const LONGEST_NAME = 100
const MOST_COLUMNS = 100

const refuse = (message: string, path: string): never => {
  throw new Problem('BAD_REQUEST', message, { path: `input.${path}` })
}

/** @throws Problem `BAD_REQUEST` */
export function viewName({ name }: SaveViewInput): string {
  const trimmed = name.trim()
  if (trimmed === '' || trimmed.length > LONGEST_NAME || !trimmed.isWellFormed())
    return refuse(`A view's name has 1 to ${LONGEST_NAME} characters.`, 'name')
  return trimmed
}

/** What is kept of a view, checked against its report. @throws Problem `BAD_FILTER` or `BAD_REQUEST` */
export function viewContent({ report, clauses, sort, columns }: SaveViewInput): ViewContent {
  if (columns.length > MOST_COLUMNS || columns.some((column) => !/^\w{1,64}$/.test(column)))
    refuse(`A view names at most ${MOST_COLUMNS} columns, each of 1 to 64 letters, digits and _.`, 'columns')
  return { v: 1, clauses: filterOf(report, clauses).clauses, sort: orderOf(report, sort).sort, columns }
}
