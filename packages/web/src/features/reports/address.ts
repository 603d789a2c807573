import type { LocationQuery, LocationQueryRaw } from 'vue-router'

export const one = (query: LocationQuery, name: string): string | null => {
  const value = query[name]
  return (Array.isArray(value) ? value[0] : value) || null
}

export const all = (query: LocationQuery, name: string): string[] => {
  const value = query[name]
  return (Array.isArray(value) ? value : [value]).filter((text): text is string => text != null)
}

/** A report as its address holds it, beside the filter. Defaults are null, zero or empty and left out. */
export interface Address {
  /** Name of the order in lower case, as the API's in upper case. */
  sort: string | null
  /** Columns that were picked (`ui/grid/columns.ts`). */
  cols: string | null
  /** Position of the first row in view, from 0. */
  at: number
  /** Id of the open row. */
  row: string | null
  /** Parameters of one report only, such as whose items are listed. */
  own: Readonly<Record<string, string>>
}

const SHARED = ['f', 'sort', 'cols', 'at', 'row', 'view']

const readAt = (text: string | null): number => (text && /^\d{1,15}$/.test(text) ? Number(text) : 0)

/** Reads an address; what does not fit falls back to its default. Parameters that mean nothing are `strays`. */
export const readAddress = (
  query: LocationQuery,
  sorts: readonly string[],
  ownNames: readonly string[],
): Address & { strays: string[] } => {
  const sort = one(query, 'sort')
  const known = sort !== null && sorts.includes(sort)
  return {
    sort: known ? sort : null,
    cols: one(query, 'cols'),
    at: readAt(one(query, 'at')),
    row: one(query, 'row'),
    own: Object.fromEntries(
      ownNames.flatMap((name) => {
        const value = one(query, name)
        return value === null ? [] : [[name, value]]
      }),
    ),
    strays: [
      ...Object.keys(query).filter((name) => !SHARED.includes(name) && !ownNames.includes(name)),
      ...(sort !== null && !known ? [`sort=${sort}`] : []),
    ],
  }
}

export const writeAddress = (
  filter: readonly string[],
  { sort, cols, at, row, own }: Address,
): LocationQueryRaw => ({
  ...own,
  f: filter.length > 0 ? [...filter] : undefined,
  sort: sort ?? undefined,
  cols: cols ?? undefined,
  at: at > 0 ? String(at) : undefined,
  row: row ?? undefined,
})
