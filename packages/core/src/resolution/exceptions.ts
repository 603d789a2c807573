import type { Finding, FindingCode } from '../findings/finding.js'
import { fold } from '../principals/fold.js'
import type { Identity } from '../principals/keys.js'
import { PRINCIPAL_KINDS } from '../principals/principal.js'
import type { PrincipalKind } from '../principals/principal.js'
import type { PrincipalIndex } from './directory-index.js'
import { exclusionOf } from './exclusions.js'
import { lookUpIdentity } from './identity-lookup.js'
import type { IdentityLookup } from './identity-lookup.js'
import type { MappingPlan } from './plan.js'
import type { MappingReason } from './resolution.js'
import { identityOf } from './rule.js'
import type { Landing } from './rule.js'

/** One line of an exceptions file, cells as written. */
export interface ExceptionRow {
  seq: number
  type: string | null
  source: Identity
  destination: Identity
}

/** What an exception does to a source row: a destination, or the reason it has none. */
export type ExceptionFate = { landing: Landing; stop: null } | { landing: null; stop: MappingReason }
/** By the source principal's row. */
export type ExceptionFates = ReadonlyMap<number, ExceptionFate>

/** What became of one line: the source row it was used for (null: not used) and the destination row (null: none). */
export interface ExceptionUse {
  seq: number
  kind: PrincipalKind | null
  sourceRow: number | null
  destRow: number | null
}

export interface ExceptionFinding {
  seq: number
  code: FindingCode
  args: Finding['args']
}

export interface ExceptionSet {
  fates: ExceptionFates
  uses: readonly ExceptionUse[]
  findings: readonly ExceptionFinding[]
}

/** The kind a `type` cell names; null where it names none. */
export const kindOfType = (type: string | null): PrincipalKind | null => {
  const word = fold(type ?? '')
  return word === 'account' || word === 'user' ? 'account' : word === 'group' ? 'group' : null
}

/**
 * Looks up both sides of every line, in order. A line that names an unknown, excluded, ambiguous or already mapped
 * source is not used; one whose destination cannot be used leaves its source unresolved. Nothing is skipped silently.
 */
export const resolveExceptions = (
  rows: readonly ExceptionRow[],
  source: PrincipalIndex,
  destination: PrincipalIndex,
  plan: MappingPlan,
): ExceptionSet => {
  const fates = new Map<number, ExceptionFate>()
  const uses: ExceptionUse[] = []
  const findings: ExceptionFinding[] = []
  for (const row of rows) {
    const find = (code: FindingCode, args: Finding['args']) => findings.push({ seq: row.seq, code, args })
    const typed = kindOfType(row.type)
    const from = plan.on ? usableSource(row, typed, source, plan, fates, find) : null
    const first = from?.hits[0]
    if (from == null || first === undefined) {
      uses.push({ seq: row.seq, kind: typed, sourceRow: null, destRow: null })
      continue
    }
    const fate = fateOf(lookUpIdentity(row.destination, [from.kind], destination), plan, find)
    for (const hit of from.hits) fates.set(hit.row, fate)
    uses.push({ seq: row.seq, kind: from.kind, sourceRow: first.row, destRow: fate.landing?.row ?? null })
  }
  return { fates, uses, findings }
}

type Find = (code: FindingCode, args: Finding['args']) => void

const usableSource = (
  row: ExceptionRow,
  typed: PrincipalKind | null,
  index: PrincipalIndex,
  plan: MappingPlan,
  taken: ExceptionFates,
  find: Find,
): IdentityLookup | null => {
  const from = lookUpIdentity(row.source, typed === null ? PRINCIPAL_KINDS : [typed], index)
  if (from === null) {
    find('EMPTY_IDENTITY', {})
    return null
  }
  if (lookUpIdentity(row.destination, [], index) === null) {
    find('EXCEPTION_WITHOUT_TARGET', { source: from.text })
    return null
  }
  const [first] = from.hits
  if (first === undefined && from.notUnique === 0) find('EXCEPTION_SOURCE_UNKNOWN', { source: from.text })
  if (from.bothKinds) find('EXCEPTION_AMBIGUOUS', { source: from.text })
  if (from.notUnique > 0)
    find('EXCEPTION_NOT_UNIQUE', { side: 'source', identity: from.text, count: from.notUnique })
  if (first === undefined) return null
  reportDisagreements(from, find)
  const excluded = exclusionOf(plan.exclusions.source, first) !== undefined
  if (excluded) find('EXCEPTION_EXCLUDED', { source: from.text })
  else if (taken.has(first.row)) find('EXCEPTION_DUPLICATE', { source: from.text })
  return excluded || taken.has(first.row) ? null : from
}

const fateOf = (to: IdentityLookup | null, plan: MappingPlan, find: Find): ExceptionFate => {
  const hit = to?.hits[0]
  if (to === null || hit === undefined) {
    const many = to !== null && to.notUnique > 0
    if (many) find('EXCEPTION_NOT_UNIQUE', { side: 'destination', identity: to.text, count: to.notUnique })
    else find('EXCEPTION_TARGET_UNKNOWN', { destination: to?.text ?? '' })
    return { landing: null, stop: many ? 'AMBIGUOUS' : 'EXCEPTION_TARGET_UNKNOWN' }
  }
  reportDisagreements(to, find)
  if (exclusionOf(plan.exclusions.destination, hit) !== undefined) {
    find('EXCEPTION_EXCLUDED', { source: to.text })
    return { landing: null, stop: 'EXCLUDED' }
  }
  return { landing: { row: hit.row, identity: identityOf(hit) }, stop: null }
}

const reportDisagreements = ({ by, disagreements }: IdentityLookup, find: Find): void => {
  for (const { field, given, found } of disagreements)
    find('EXCEPTION_DISAGREES', { by, field, given, found })
}
