import type { DirectoryPrincipal, Identity, KeyField } from '../principals/keys.js'
import type { Evidence } from './evidence.js'
import { NEAR_MISSES } from './near-misses.js'
import type { NearMiss, NearMissKind } from './near-misses.js'
import { MAPPING_REASONS } from './resolution.js'
import type { MappingReason, Resolution } from './resolution.js'
import { ATTEMPT_NOTES, identityOf } from './rule.js'
import type { Attempt, AttemptNote, AttemptOutcome, Candidate, Rejection } from './rule.js'

/** What stands in the `rule` column of evidence, in the order it can appear. */
export const EVIDENCE_RULES = [
  'EXCLUSION',
  'EXCEPTION',
  'PASSTHROUGH',
  'EMAIL',
  'ID',
  'USERNAME',
  'NAME',
  'PROVISION',
  'EXTERNAL',
  'DEFAULT',
  'UNRESOLVED',
] as const satisfies readonly Attempt['rule'][]

/** Why a destination principal with the same key was no candidate, in a sentence. */
export const REJECTIONS: Readonly<Record<Rejection, string>> = {
  EXCLUDED: 'The plan excludes it from mapping.',
  DISABLED: 'It is disabled at the destination.',
  OTHER_DOMAIN: 'It is of another mail domain, and the plan trusts display names within one domain only.',
}

/** A destination principal as evidence shows it. */
export interface CandidateView {
  row: number
  identity: Identity
  /** The compared field as the destination writes it. */
  written: string | null
  /** Its normalised value. */
  compared: string
  rejected: Rejection | null
}

/** One comparison as evidence shows it. */
export interface EvidenceStep {
  rule: Attempt['rule']
  verdict: AttemptOutcome
  /** The field compared; null where the rule compares none. */
  field: KeyField | null
  /** The compared field as the source writes it. */
  written: string | null
  /** The source's normalised value. */
  compared: string | null
  candidates: readonly CandidateView[]
  /** Candidates beyond those listed. */
  moreCandidates: number
  /** The row stops here. */
  decides: boolean
  /** Why it ended so, in a sentence. */
  message: string
}

export interface NearMissView {
  kind: NearMissKind
  message: string
  row: number
  identity: Identity
  /** The normalised value both come close in. */
  shared: string
}

/** Why a row is resolved as it is: every rule tried, in order. */
export interface MappingEvidence {
  resolution: Resolution
  reason: MappingReason | null
  steps: readonly EvidenceStep[]
}

/** Who almost matched a row that nothing resolved, nearest first. */
export interface NearMissList {
  nearMisses: readonly NearMissView[]
  /** Near misses beyond those listed. */
  more: number
}

/** Candidates and near misses shown; the rest is counted. */
export const SHOWN_CANDIDATES = 20

const fieldOf = (principal: DirectoryPrincipal, field: KeyField | null): string | null => {
  if (field === null) return null
  if (field === 'local') return principal.email
  return field === 'name_sorted' ? principal.caption : principal[field]
}

const isReason = (note: AttemptNote | MappingReason): note is MappingReason => note in MAPPING_REASONS

const open = (candidates: readonly Candidate[]): number =>
  candidates.filter(({ rejected }) => rejected === null).length

const OUTCOME_SENTENCES: Readonly<Record<AttemptOutcome, (attempt: Attempt) => string>> = {
  MATCH: ({ rule, field }) => {
    if (field !== null && rule !== 'EXCLUSION') return 'Exactly one destination identity has this value.'
    return MATCH_SENTENCES[rule] ?? 'The rule applies to the identity.'
  },
  MISS: ({ candidates }) =>
    candidates.length === 0
      ? 'No destination identity has this value.'
      : 'Destination identities have this value, but none of them may be used.',
  ABSENT: () => 'The source has no value to compare.',
  AMBIGUOUS: ({ candidates }) => `${open(candidates)} destination identities have this value.`,
  SKIPPED: () => ATTEMPT_NOTES.NOT_IN_PLAN,
}

const MATCH_SENTENCES: Partial<Record<Attempt['rule'], string>> = {
  EXCLUSION: 'An exclusion of the plan names the identity.',
  EXCEPTION: 'An exception names both identities.',
  PASSTHROUGH: 'The plan passes the identity through as it is, before any look-up.',
  PROVISION: 'No rule before matched, and the plan creates the identity on the destination.',
  EXTERNAL: 'No rule before matched, and the identity is of a domain outside the organisation.',
  DEFAULT: 'No rule before matched, and the plan names a default identity.',
}

/** Why an attempt ended as it did, in a sentence. */
export const attemptMessage = (attempt: Attempt): string => {
  const note = attempt.stop ?? attempt.note
  if (note === null || (attempt.outcome === 'AMBIGUOUS' && attempt.candidates.length > 0))
    return OUTCOME_SENTENCES[attempt.outcome](attempt)
  return isReason(note) ? MAPPING_REASONS[note] : ATTEMPT_NOTES[note]
}

const candidateView = (
  { principal, compared, rejected }: Candidate,
  field: KeyField | null,
): CandidateView => ({
  row: principal.row,
  identity: identityOf(principal),
  written: fieldOf(principal, field),
  compared,
  rejected,
})

/** Candidates that may be used come first; the list is cut at SHOWN_CANDIDATES and says how many more there are. */
export const showEvidence = (explained: {
  source: DirectoryPrincipal
  resolution: Resolution
  reason: MappingReason | null
  evidence: Evidence
}): MappingEvidence => {
  const { source, resolution, reason, evidence } = explained
  const steps = evidence.map((attempt, at): EvidenceStep => {
    const { rule, outcome, field, compared } = attempt
    const candidates = [...attempt.candidates].sort(
      (a, b) => Number(a.rejected !== null) - Number(b.rejected !== null),
    )
    return {
      rule,
      verdict: outcome,
      field,
      written: fieldOf(source, field),
      compared,
      candidates: candidates.slice(0, SHOWN_CANDIDATES).map((one) => candidateView(one, field)),
      moreCandidates: Math.max(0, candidates.length - SHOWN_CANDIDATES),
      decides: at === evidence.length - 1,
      message: attemptMessage(attempt),
    }
  })
  return { resolution, reason, steps }
}

/** The first SHOWN_CANDIDATES near misses, and how many more there are. */
export const showNearMisses = (all: readonly NearMiss[]): NearMissList => ({
  nearMisses: all.slice(0, SHOWN_CANDIDATES).map(({ kind, principal, shared }) => ({
    kind,
    message: NEAR_MISSES[kind],
    row: principal.row,
    identity: identityOf(principal),
    shared,
  })),
  more: Math.max(0, all.length - SHOWN_CANDIDATES),
})
