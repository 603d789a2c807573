import type { FindingCode, Severity } from '../findings/finding.js'
import type { Notice } from '../outcome/notices.js'
import type { Outcome, OutcomeReason } from '../outcome/outcome.js'
import type { PrincipalKind } from '../principals/principal.js'
import type { QualityIssueCode } from '../resolution/quality-issues.js'
import type { LoggedCase } from './log.js'
import type { Resolution } from '../resolution/resolution.js'

/** Why a run has no mapping data to show (seed 002), in the order the conditions are asked. */
export const MAPPINGS_UNAVAILABLE = [
  'NEVER_RUN',
  'PRESERVATION_OFF',
  'PLATFORM_WITHOUT_PERMISSIONS',
  'MAPPING_OFF',
  'NO_IDENTITIES',
] as const
export type MappingsUnavailableCode = (typeof MAPPINGS_UNAVAILABLE)[number]

/** What a run asked a live directory. Its addresses, found, not found and failed, make up those looked up. */
export interface DirectoryFigures {
  readonly directory: string
  readonly kind: string
  /** How users were asked for. */
  readonly strategy: 'pages' | 'single'
  /** Distinct addresses that were looked for. */
  readonly lookedUp: number
  readonly found: number
  readonly notFound: number
  /** Addresses the directory refused to look up. */
  readonly failed: number
  /** Identities the directory gave. */
  readonly listed: number
  /** Those of them without an id. */
  readonly withoutId: number
  /** Answers that the run kept. */
  readonly answers: number
}

/** The figures of a finished run, counted once at PUBLISH; they reconcile with its tables. */
export interface RunSummary {
  readonly sourceAccounts: number
  readonly sourceGroups: number
  readonly destinationPrincipals: number
  readonly targetPrincipals: number
  readonly memberships: number
  readonly items: number
  readonly findings: readonly { code: FindingCode; severity: Severity; count: number }[]
  readonly resolutions: readonly { resolution: Resolution; kind: PrincipalKind; count: number }[]
  readonly outcomes: readonly { outcome: Outcome; reason: OutcomeReason | null; count: number }[]
  /** Principals concerned, by issue of the source quality report. */
  readonly quality: readonly { code: QualityIssueCode; count: number }[]
  /** Principals of each exceptional case that seed 001 wants logged. */
  readonly cases: readonly { code: LoggedCase; count: number }[]
  /** Mapped × migrated: the four combinations, over source principals. */
  readonly combinations: readonly { mapped: boolean; migrated: boolean; count: number }[]
  /** What the principal migration report tells beside its rows, with how many are concerned where that can be told. */
  readonly notices: readonly Notice[]
  /** Null where the user mappings report has rows. */
  readonly mappingsUnavailable: MappingsUnavailableCode | null
  /** Absent or null where identities were not looked up in a live directory. */
  readonly directory?: DirectoryFigures | null
  /** Milliseconds between stops and resumes; absent in runs of older versions. */
  readonly stoppedMilliseconds?: number
}
