import {
  indexPrincipals,
  planFromJob,
  resolveDefaults,
  resolveExceptions,
  resolveIdentity,
} from '../../src/index.js'
import type { DirectoryPrincipal, ExceptionRow, PlanRequest, ResolvedMapping } from '../../src/index.js'

type Fields = Partial<Omit<DirectoryPrincipal, 'row'>>

const principal = (fields: Fields, row: number): DirectoryPrincipal => {
  const one = {
    kind: 'account' as const,
    id: null,
    username: null,
    name: null,
    caption: null,
    email: null,
    flags: 0,
  }
  const email = fields.email ?? null
  return { ...one, row, name: fields.kind === 'group' ? null : email, ...fields, email }
}

export const directory = (...all: Fields[]): DirectoryPrincipal[] => all.map(principal)

const empty = { id: null, username: null, name: null, caption: null }
type Line = Partial<Omit<ExceptionRow, 'source' | 'destination'>> & {
  source: Partial<ExceptionRow['source']>
  destination: Partial<ExceptionRow['destination']>
}

/** Resolves every source principal by the reference resolver; destination rows are positions in `destination`. */
export const resolveAll = (
  mapping: PlanRequest,
  source: DirectoryPrincipal[],
  destination: DirectoryPrincipal[],
  lines: Line[] = [],
) => {
  const plan = planFromJob(mapping)
  const to = indexPrincipals(destination)
  const rows = lines.map((line, seq) => ({
    type: null,
    ...line,
    seq,
    source: { ...empty, ...line.source },
    destination: { ...empty, ...line.destination },
  }))
  const set = resolveExceptions(rows, indexPrincipals(source), to, plan)
  const defaults = resolveDefaults(plan, to)
  const context = { plan, destination: to, exceptions: set.fates, defaults: defaults.identities }
  return {
    mappings: source.map((one) => resolveIdentity(one, context)),
    findings: set.findings.map(({ code }) => code),
    defaults,
  }
}

/** `RESOLUTION → destination row`, or `RESOLUTION (REASON)`. */
export const told = ({ resolution, destRow, reason }: ResolvedMapping): string =>
  `${resolution}${destRow === null ? '' : ` → ${destRow}`}${reason === null ? '' : ` (${reason})`}`

export const toldOf = (...given: Parameters<typeof resolveAll>): string[] =>
  resolveAll(...given).mappings.map(told)
