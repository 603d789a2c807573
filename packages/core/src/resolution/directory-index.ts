import { fold, WHITE_SPACE } from '../principals/fold.js'
import { KEY_FIELDS, keysOf } from '../principals/keys.js'
import type { DirectoryPrincipal, KeyField } from '../principals/keys.js'
import type { PrincipalKind } from '../principals/principal.js'

/** `form`: any text of the principal, freed of case, spaces, invisible characters and marks. Near misses only. */
export type IndexField = KeyField | 'form'

/** Finds the principals of one directory by kind and key; always in row order. */
export interface PrincipalIndex {
  find(kind: PrincipalKind, field: IndexField, key: string): readonly DirectoryPrincipal[]
}

const ignored = new RegExp(`[${WHITE_SPACE}\\p{Default_Ignorable_Code_Point}\\p{Mn}]`, 'gu')

/** A text freed of case, spaces, invisible characters and marks; null where nothing is left. */
export const looseForm = (text: string | null): string | null => {
  const form = text === null ? '' : fold(fold(text).normalize('NFD').replace(ignored, ''))
  return form === '' ? null : form
}

/** The distinct loose forms of what names a principal. */
export const formsOf = ({ id, username, name, caption, email }: DirectoryPrincipal): readonly string[] => [
  ...new Set([id, username, name, caption, email].map(looseForm).filter((form) => form !== null)),
]

const separator = '\u0000'

/** An index in memory over all (or some) principals of a directory. */
export const indexPrincipals = (principals: Iterable<DirectoryPrincipal>): PrincipalIndex => {
  const entries = new Map<string, DirectoryPrincipal[]>()
  const add = (principal: DirectoryPrincipal, field: IndexField, key: string | null): void => {
    if (key === null) return
    const at = [principal.kind, field, key].join(separator)
    const list = entries.get(at)
    if (list === undefined) entries.set(at, [principal])
    else list.push(principal)
  }
  for (const principal of [...principals].sort((a, b) => a.row - b.row)) {
    const keys = keysOf(principal)
    for (const field of KEY_FIELDS) add(principal, field, keys[field])
    for (const form of formsOf(principal)) add(principal, 'form', form)
  }
  return { find: (kind, field, key) => entries.get([kind, field, key].join(separator)) ?? [] }
}
