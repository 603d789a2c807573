import { IDENTITY_FIELDS, keyOf } from '../principals/keys.js'
import type { DirectoryPrincipal, Identity } from '../principals/keys.js'
import type { PrincipalKind } from '../principals/principal.js'
import { readingsOf } from '../resolution/identity-lookup.js'

/** One exception as a job keeps it, with the line it was imported from. */
export interface ExceptionEntry {
  type: PrincipalKind | null
  source: Identity
  destination: Identity
  file: string | null
  line: number | null
}

/**
 * What an identity is known by in text: its kind and all its keys, for no field alone is unique (two groups of one
 * name differ in their ids).
 */
export const identityKey = (type: PrincipalKind | null, identity: Identity): string =>
  JSON.stringify([type, ...IDENTITY_FIELDS.map((field) => keyOf(field, identity[field]))])

export const exceptionKey = ({ type, source }: Pick<ExceptionEntry, 'type' | 'source'>): string =>
  identityKey(type, source)

const bareCell = (field: keyof Identity, cell: string | null, found: string | null): string | null => {
  const [written, bare] = readingsOf(cell ?? '')
  const key = keyOf(field, found)
  if (written === undefined || bare === undefined || key === null) return cell
  return keyOf(field, written) !== key && keyOf(field, bare) === key ? bare : cell
}

/** The identity as it was before a spreadsheet-safe export, where the principal found says that it was changed. */
export const bareIdentity = (written: Identity, found: DirectoryPrincipal | null): Identity => {
  if (found === null) return written
  const [id, username, name, caption] = IDENTITY_FIELDS.map((field) =>
    bareCell(field, written[field], found[field]),
  )
  return { id: id ?? null, username: username ?? null, name: name ?? null, caption: caption ?? null }
}

const sameCell = (cell: string | null, text: string | null): boolean => {
  if (keyOf('caption', cell) === null || keyOf('caption', text) === null)
    return keyOf('caption', cell) === keyOf('caption', text)
  return readingsOf(cell ?? '').includes(text ?? '')
}

/** Whether cells, as written or made safe, say exactly this identity. */
export const saysIdentity = (written: Identity, identity: Identity): boolean =>
  IDENTITY_FIELDS.every((field) => sameCell(written[field], identity[field]))

export const sameIdentity = (a: Identity, b: Identity): boolean =>
  IDENTITY_FIELDS.every((field) => a[field] === b[field])
