import type { Duck, Params, Row, StatementOptions } from './duck.js'

/** Runs one named statement of a request. */
export type Ask = <R = Row>(name: string, sql: string, params?: Params) => Promise<R[]>

/** Statements of one request, which share its options. */
export const askWith =
  (duck: Duck, options: StatementOptions): Ask =>
  <R>(name: string, sql: string, params: Params = []) =>
    duck.rows<R>({ ...options, name }, sql, params)
