import { DEFAULT_SORT, sortsOf, type Report } from '@crosswalk/core'

/** Orders of a report as the address names them; the default order has no name. */
export const sortNames = (report: Report): string[] =>
  sortsOf(report)
    .filter((sort) => sort !== DEFAULT_SORT)
    .map((sort) => sort.toLowerCase())

/** The API's name of an order as the address names it. */
export const sortValue = <Sort extends string>(name: string | null): Sort =>
  (name?.toUpperCase() ?? DEFAULT_SORT) as Sort
