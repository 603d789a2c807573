import { WHITE_SPACE, fold } from './fold.js'
import type { Principal } from './principal.js'

/** The four fields that name an identity: columns 3 to 6 (and 7 to 10) of the user mappings report. */
export interface Identity {
  id: string | null
  username: string | null
  name: string | null
  caption: string | null
}
export const IDENTITY_FIELDS = ['id', 'username', 'name', 'caption'] as const
export type IdentityField = (typeof IDENTITY_FIELDS)[number]

/** A principal of a directory, with the row it has in its table. */
export interface DirectoryPrincipal extends Identity, Pick<Principal, 'kind' | 'email' | 'flags'> {
  row: number
}

/** What a principal can be found by; `k_<field>` of the principal tables, where it is hashed. */
export const KEY_FIELDS = ['email', 'id', 'username', 'name', 'caption', 'local', 'name_sorted'] as const
export type KeyField = (typeof KEY_FIELDS)[number]

/** The key of one field's text: exact for ids, folded for the rest. Absent, or empty once folded: null, no key. */
export const keyOf = (field: 'email' | IdentityField, text: string | null): string | null => {
  if (text === null) return null
  const key = field === 'id' ? text : fold(text)
  return key === '' ? null : key
}

/** What follows the last `@` of a folded email; null where there is no `@` or nothing after it. */
export const domainOf = (email: string | null): string | null => {
  const at = email?.lastIndexOf('@') ?? -1
  return email === null || at < 0 || at === email.length - 1 ? null : email.slice(at + 1)
}

/** What precedes the last `@` of a folded email; null where there is no `@` or nothing before it. */
export const localPartOf = (email: string | null): string | null => {
  const at = email?.lastIndexOf('@') ?? -1
  return email === null || at <= 0 ? null : email.slice(0, at)
}

const separators = new RegExp(`[${WHITE_SPACE},]+`)

const byCodePoint = (a: string, b: string): number => {
  const left = [...a]
  const right = [...b]
  const at = left.findIndex((symbol, index) => symbol !== right[index])
  if (at < 0) return left.length - right.length
  return (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? -1)
}

/** A folded display name's words in code point order, commas dropped: "Doe, John" and "John Doe" are one. */
export const sortedWordsOf = (name: string | null): string | null => {
  const words = (name ?? '').split(separators).filter((word) => word !== '')
  return words.length === 0 ? null : words.sort(byCodePoint).join(' ')
}

export type Keys = Readonly<Record<KeyField, string | null>>

/** Every key of a principal. The tables store the low 64 bits of the MD5 of each (of its UTF-8); core compares text. */
export const keysOf = (principal: Identity & Pick<Principal, 'email'>): Keys => {
  const email = keyOf('email', principal.email)
  const caption = keyOf('caption', principal.caption)
  return {
    email,
    id: keyOf('id', principal.id),
    username: keyOf('username', principal.username),
    name: keyOf('name', principal.name),
    caption,
    local: localPartOf(email),
    name_sorted: sortedWordsOf(caption),
  }
}
