import type { Request } from 'express'

/** Where a page lies, and how to ask for its neighbours: a client follows `links.next.href` until there is none. */
export interface Meta {
  readonly has_more: boolean
  readonly offset: number
  readonly limit: number
  readonly total_count: number
  readonly links: { readonly next?: { readonly href: string }; readonly prev?: { readonly href: string } }
}

export interface Envelope<Row> {
  readonly status: 200
  readonly type: 'item'
  readonly meta: Meta
  readonly item: readonly Row[]
}

export interface PageOf<Row> {
  readonly rows: readonly Row[]
  readonly total: number
  readonly offset: number
  readonly limit: number
}

/** The address of the same question with other parameters; null takes one away. */
export function addressOf(
  request: Request,
  origin: string,
  change: Readonly<Record<string, string | null>>,
  path: string = request.path,
): string {
  const url = new URL(path, origin)
  url.search = new URL(request.originalUrl, origin).search
  for (const [name, value] of Object.entries(change)) {
    if (value === null) url.searchParams.delete(name)
    else url.searchParams.set(name, value)
  }
  return url.href
}

/** An answer as the vendor's clients read it; its links are kept to the runs it was read from by `pin`. */
export function envelope<Row>(
  request: Request,
  origin: string,
  { rows, total, offset, limit }: PageOf<Row>,
  pin: Readonly<Record<string, string>>,
): Envelope<Row> {
  const at = (place: number) => ({
    href: addressOf(request, origin, { ...pin, offset: String(place), limit: String(limit) }),
  })
  const has_more = offset + rows.length < total && rows.length > 0
  const links = {
    ...(has_more ? { next: at(offset + rows.length) } : {}),
    ...(offset > 0 ? { prev: at(Math.max(0, offset - limit)) } : {}),
  }
  return {
    status: 200,
    type: 'item',
    meta: { has_more, offset, limit, total_count: total, links },
    item: rows,
  }
}
