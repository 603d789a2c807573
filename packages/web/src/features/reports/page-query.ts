import type { LocationQuery, LocationQueryRaw } from 'vue-router'

export const PAGE_SIZES = [50, 100, 200] as const
export const DEFAULT_PAGE_SIZE = 100

/** One page of a keyset-paged report, as the address holds it. At most one of the cursors is set. */
export interface Page {
  size: number
  after: string | null
  before: string | null
  /** Position of the first row in the whole result, from 0; only a display hint, the cursor decides. */
  start: number
}

export const one = (query: LocationQuery, name: string): string | null => {
  const value = query[name]
  return (Array.isArray(value) ? value[0] : value) || null
}

export const all = (query: LocationQuery, name: string): string[] => {
  const value = query[name]
  return (Array.isArray(value) ? value : [value]).filter((text): text is string => text != null)
}

/** Reads a page; whatever does not fit falls back to the first page or the default size. */
export const readPage = (query: LocationQuery): Page => {
  const size = PAGE_SIZES.find((known) => String(known) === one(query, 'size')) ?? DEFAULT_PAGE_SIZE
  const after = one(query, 'after')
  const before = after ? null : one(query, 'before')
  const at = one(query, 'at')
  const start = (after ?? before) && at && /^\d{1,15}$/.test(at) ? Number(at) : 0
  return { size, after, before, start }
}

/** The address of a page; defaults are left out. */
export const writePage = ({ size, after, before, start }: Page): LocationQueryRaw => ({
  size: size === DEFAULT_PAGE_SIZE ? undefined : String(size),
  after: after ?? undefined,
  before: before ?? undefined,
  at: (after ?? before) && start > 0 ? String(start) : undefined,
})

/** GraphQL's paging arguments for a page. */
export const pageArguments = ({ size, after, before }: Page) =>
  before ? { first: null, after: null, last: size, before } : { first: size, after, last: null, before: null }

export const firstPage = (size: number): Page => ({ size, after: null, before: null, start: 0 })

export const nextPage = (page: Page, endCursor: string, shown: number): Page => ({
  ...firstPage(page.size),
  after: endCursor,
  start: page.start + shown,
})

/** The page before this one. Where it would begin before the first row it is the first page. */
export const previousPage = (page: Page, startCursor: string): Page =>
  page.start <= page.size
    ? firstPage(page.size)
    : { ...firstPage(page.size), before: startCursor, start: page.start - page.size }
