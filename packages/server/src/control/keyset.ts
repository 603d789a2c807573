import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm'

/** A page of rows ordered by id, newest first: those after (or before) a given id. */
export interface IdPage {
  readonly limit: number
  readonly after?: string | null
}

export interface Slice<T> {
  readonly rows: T[]
  /** More rows follow in the page's direction. */
  readonly more: boolean
}

/** Newest first by id, one row more than asked for, to know whether more follow. */
export async function sliceById<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  { limit, after }: IdPage,
): Promise<Slice<T>> {
  const paged = after == null ? query : query.andWhere(`${query.alias}.id < :after`, { after })
  const rows = await paged
    .orderBy(`${query.alias}.id`, 'DESC')
    .take(limit + 1)
    .getMany()
  return { rows: rows.slice(0, limit), more: rows.length > limit }
}
