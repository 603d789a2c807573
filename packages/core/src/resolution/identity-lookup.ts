import { IDENTITY_FIELDS, keyOf } from '../principals/keys.js'
import type { DirectoryPrincipal, Identity, IdentityField } from '../principals/keys.js'
import type { PrincipalKind } from '../principals/principal.js'
import type { PrincipalIndex } from './directory-index.js'

/** The order in which a written identity's fields are tried; the first that is not empty decides. */
export const LOOKUP_ORDER = ['name', 'id', 'username', 'caption'] as const satisfies readonly IdentityField[]

const madeSafe = /^'[=+\-@\t\r\n＝＋－＠']/

/** The readings of a cell: as written, then without the one `'` that a spreadsheet-safe export puts in front. */
export const readingsOf = (cell: string): readonly string[] =>
  madeSafe.test(cell) ? [cell, cell.slice(1)] : [cell]

/** A field of a written identity that says something else than the principal found. */
export interface Disagreement {
  field: IdentityField
  given: string
  found: string
}

export interface IdentityLookup {
  /** The field that was looked up, and its cell as written. */
  by: IdentityField
  text: string
  kind: PrincipalKind
  /** The principals meant: none, one, or several that are alike in all four fields. */
  hits: readonly DirectoryPrincipal[]
  /** How many principals fit where the identity is not unique; 0 where it is. */
  notUnique: number
  /** Whether an account and a group fit; the account was taken. */
  bothKinds: boolean
  disagreements: readonly Disagreement[]
}

const given = (identity: Identity, field: IdentityField): string | null =>
  keyOf(field, identity[field]) === null ? null : identity[field]

const agrees = (field: IdentityField, cell: string, found: string | null): boolean => {
  const key = keyOf(field, found)
  return key !== null && readingsOf(cell).some((reading) => keyOf(field, reading) === key)
}

const alike = (a: Identity, b: Identity): boolean => IDENTITY_FIELDS.every((field) => a[field] === b[field])

/**
 * Finds a written identity (an exception's side, the default identity) by name → id → username → caption, first that
 * is not empty. Where several principals fit, the other fields decide. Null where every field is empty.
 */
export const lookUpIdentity = (
  written: Identity,
  kinds: readonly PrincipalKind[],
  index: PrincipalIndex,
): IdentityLookup | null => {
  const by = LOOKUP_ORDER.find((field) => given(written, field) !== null)
  if (by === undefined) return null
  const text = written[by] ?? ''
  const find = (kind: PrincipalKind, reading: string): readonly DirectoryPrincipal[] => {
    const key = keyOf(by, reading)
    return key === null ? [] : index.find(kind, by, key)
  }
  const readings = readingsOf(text).map((reading) => kinds.map((kind) => find(kind, reading)))
  const found = readings.find((byKind) => byKind.some((hits) => hits.length > 0)) ?? kinds.map(() => [])
  const at = Math.max(
    0,
    found.findIndex((hits) => hits.length > 0),
  )
  const others = IDENTITY_FIELDS.filter((field) => field !== by && given(written, field) !== null)
  const hits = unique(found[at] ?? [], (hit) =>
    others.every((field) => agrees(field, written[field] ?? '', hit[field])),
  )
  const first = hits[0]
  return {
    by,
    text,
    kind: kinds[at] ?? 'account',
    hits,
    notUnique: hits.length === 0 ? (found[at]?.length ?? 0) : 0,
    bothKinds: found.filter((list) => list.length > 0).length > 1,
    disagreements:
      first === undefined
        ? []
        : others
            .filter((field) => !agrees(field, written[field] ?? '', first[field]))
            .map((field) => ({ field, given: written[field] ?? '', found: first[field] ?? '' })),
  }
}

/** The hits, if they are one identity; else those that agree in the other fields, if they are one; else none. */
const unique = (
  hits: readonly DirectoryPrincipal[],
  agreeing: (hit: DirectoryPrincipal) => boolean,
): readonly DirectoryPrincipal[] => {
  const one = (list: readonly DirectoryPrincipal[]) => list.every((hit) => alike(hit, list[0] ?? hit))
  if (one(hits)) return hits
  const rest = hits.filter(agreeing)
  return one(rest) ? rest : []
}
