import type { DirectoryPrincipal, Identity } from '../principals/keys.js'
import type { PrincipalKind } from '../principals/principal.js'
import type { DefaultIdentities } from '../resolution/defaults.js'
import { indexPrincipals } from '../resolution/directory-index.js'
import type { PrincipalIndex } from '../resolution/directory-index.js'
import { kindOfType, resolveExceptions } from '../resolution/exceptions.js'
import type { ExceptionFinding, ExceptionRow } from '../resolution/exceptions.js'
import { PRESET_PLANS } from '../resolution/plan-presets.js'
import type { MappingPlan } from '../resolution/plan.js'
import type { Resolution } from '../resolution/resolution.js'
import { bareIdentity, identityKey, sameIdentity } from './entry.js'
import type { ExceptionEntry } from './entry.js'

/** Principals of one side of a run that lines or rules may name. */
export interface ImportSide {
  byRow: ReadonlyMap<number, DirectoryPrincipal>
  index: PrincipalIndex
}

export const importSide = (principals: readonly DirectoryPrincipal[]): ImportSide => ({
  byRow: new Map(principals.map((principal) => [principal.row, principal])),
  index: indexPrincipals(principals),
})

/** Of the job's latest finished run, what the lines of an import can be about. */
export interface ImportRun {
  plan: MappingPlan
  sources: ImportSide
  destinations: ImportSide
  defaults: DefaultIdentities
  /** What the run's report says of each source. */
  reported: ReadonlyMap<number, { resolution: Resolution; destination: Identity }>
}

/** A line, or an exception kept, after its look-ups. */
export interface Examined {
  entry: ExceptionEntry
  from: DirectoryPrincipal | null
  to: DirectoryPrincipal | null
  /** Equal for lines about one source, and for lines that name one destination. */
  sourceToken: string
  destinationToken: string
  /** Whether a cell was read without the apostrophe of a spreadsheet-safe export. */
  unguarded: boolean
  findings: readonly ExceptionFinding[]
}

/** Without directories there is nothing to be unknown: only what the cells alone show. */
const STRUCTURAL: readonly string[] = ['EMPTY_IDENTITY', 'EXCEPTION_WITHOUT_TARGET']

/** Looks up both sides of a line as a run would, in the run's directories where there is a run. */
export const examiner = (run: ImportRun | null) => {
  const plan = { ...(run?.plan ?? PRESET_PLANS.dryviq), on: true }
  const source = run?.sources ?? importSide([])
  const destination = run?.destinations ?? importSide([])
  return (row: ExceptionRow, file: string | null, line: number | null): Examined => {
    const { uses, findings } = resolveExceptions([row], source.index, destination.index, plan)
    const [use] = uses
    const from = source.byRow.get(use?.sourceRow ?? -1) ?? null
    const to = destination.byRow.get(use?.destRow ?? -1) ?? null
    const type: PrincipalKind | null = from?.kind ?? kindOfType(row.type)
    const entry = {
      type,
      source: bareIdentity(row.source, from),
      destination: bareIdentity(row.destination, to),
      file,
      line,
    }
    return {
      entry,
      from,
      to,
      sourceToken: from === null ? identityKey(type, entry.source) : `row ${from.row}`,
      destinationToken: to === null ? identityKey(type, entry.destination) : `row ${to.row}`,
      unguarded: !sameIdentity(entry.source, row.source) || !sameIdentity(entry.destination, row.destination),
      findings: run === null ? findings.filter(({ code }) => STRUCTURAL.includes(code)) : findings,
    }
  }
}
