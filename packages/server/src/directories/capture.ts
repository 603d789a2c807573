import type { PrincipalRow } from '../inputs/rows.js'
import type { DirectoryFigures, Finding, LogLine } from '@crosswalk/core'
import type { Lookups } from './lookups.js'

/** A membership of a captured directory; both ends by the id their rows have. */
export interface CapturedMembership {
  readonly member: string
  readonly group: string
}

/** What was read of a live directory, in an order that does not depend on how it was asked. */
export interface Captured {
  readonly principals: readonly PrincipalRow[]
  readonly memberships: readonly CapturedMembership[]
  readonly findings: readonly Omit<Finding, 'phase'>[]
  readonly figures: DirectoryFigures
}

/** What a capture works with. `progress` throws where the run was asked to stop. */
export interface CaptureContext {
  readonly lookups: Lookups
  readonly signal: AbortSignal
  readonly progress: (done: number, total: number) => void
  readonly log: (level: LogLine['level'], code: string, args: LogLine['args']) => void
}
