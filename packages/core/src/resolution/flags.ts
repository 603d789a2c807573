import { keyOf } from '../principals/keys.js'
import type { DirectoryPrincipal } from '../principals/keys.js'
import { PrincipalFlag } from '../principals/principal.js'
import { MappingFlag } from './resolution.js'
import type { ResolvedMapping } from './resolve.js'

const countBy = <T>(items: readonly T[], key: (item: T) => string | null): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const item of items) {
    const at = key(item)
    if (at !== null) counts.set(at, (counts.get(at) ?? 0) + 1)
  }
  return counts
}

interface Row {
  source: DirectoryPrincipal
  mapping: Pick<ResolvedMapping, 'resolution' | 'destRow'>
}

/** What a row lands on: a destination row, or a default identity that is in no directory. */
const landingKey = ({ source, mapping }: Row): string | null => {
  if (mapping.destRow !== null) return String(mapping.destRow)
  return mapping.resolution === 'DEFAULT' ? source.kind : null
}

const emailKey = ({ source }: Row): string | null =>
  source.kind === 'account' ? keyOf('email', source.email) : null

/**
 * The flags of every row, which depend on all rows together. DUPLICATE_EMAIL compares folded emails, without domain
 * aliases: two addresses of one person are two addresses.
 */
export const mappingFlags = (rows: readonly Row[]): readonly number[] => {
  const landings = countBy(rows, landingKey)
  const emails = countBy(rows, emailKey)
  const several = (counts: Map<string, number>, key: string | null) =>
    key !== null && (counts.get(key) ?? 0) > 1
  return rows.map((row) => {
    const email = emailKey(row)
    return (
      (several(landings, landingKey(row)) ? MappingFlag.MANY_TO_ONE : 0) |
      (several(emails, email) ? MappingFlag.DUPLICATE_EMAIL : 0) |
      (row.source.kind === 'account' && email === null ? MappingFlag.NO_EMAIL : 0) |
      ((row.source.flags & PrincipalFlag.DISABLED) !== 0 ? MappingFlag.DISABLED : 0)
    )
  })
}
