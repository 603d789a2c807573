import { resolveIdentity } from '../resolution/resolve.js'
import { exceptionKey, sameIdentity, saysIdentity } from './entry.js'
import type { ExceptionEntry } from './entry.js'
import { examiner } from './examine.js'
import type { Examined, ImportRun } from './examine.js'
import { importFault } from './fault.js'
import type { ImportFault } from './fault.js'
import type { ExceptionRow } from '../resolution/exceptions.js'

export const IMPORT_MODES = ['merge', 'replace'] as const
/** `merge`: a line takes the place of the exception its source has; `replace`: the file becomes the whole set. */
export type ImportMode = (typeof IMPORT_MODES)[number]

export interface ImportFile {
  /** How findings of later runs name it. */
  name: string
  /** Whether it came out of a report: it has the column `resolution`. */
  exported: boolean
  lines: readonly { line: number; row: ExceptionRow }[]
}

export interface ImportCounts {
  /** Lines that name a destination. */
  lines: number
  /** Lines of an exported report that say what its run says; nothing to import. */
  unchanged: number
  /** Lines that say what an earlier line says. */
  repeated: number
  added: number
  /** Exceptions of the job that get another destination or another spelling. */
  changed: number
  /** Lines that say what the job has already. */
  same: number
  /** Exceptions the job no longer has. */
  removed: number
  /** Exceptions of the job after the import. */
  total: number
  /** Lines read without the apostrophes of a spreadsheet-safe export. */
  unguarded: number
  /** Exceptions the job keeps that are needless: their source is gone, or the rules give the same. */
  stale: number
}

export interface ImportJudgement {
  /** The set the job would have, each with its look-ups; `of` says whether it is from the file. */
  set: readonly (Examined & { of: 'file' | 'job' })[]
  /** Keys of exceptions the job has and would not have. */
  removed: readonly string[]
  faults: readonly ImportFault[]
  counts: ImportCounts
}

/**
 * What an import of the lines into the job's exceptions would do, and all that is wrong with them. Lines with an
 * identity missing, and all lines of a source that is given several destinations, are not taken.
 */
export const judgeImport = (
  file: ImportFile,
  kept: readonly ExceptionEntry[],
  mode: ImportMode,
  run: ImportRun | null,
): ImportJudgement => {
  const faults: ImportFault[] = []
  if (run === null) faults.push(importFault(null, 'IMPORT_NOT_CHECKED'))
  else if (!run.plan.on) faults.push(importFault(null, 'IMPORT_MAPPING_OFF'))
  const examine = examiner(run)
  const job = kept.map((entry) => examine({ seq: 0, ...entry }, entry.file, entry.line))
  const holders = new Map<string, Examined>()
  for (const one of job) for (const token of tokensOf(one)) holders.set(token, one)

  const read = file.lines.map(({ line, row }) => ({ row, ...examine(row, file.name, line) }))
  const isUntouched = ({ row, from }: (typeof read)[number]) => file.exported && asReported(run, from, row)
  const untouched = read.filter(isUntouched)
  const changed = read.filter((line) => !isUntouched(line))
  const { taken, repeated, disputed } = oneDestinationEach(changed, faults)
  for (const line of [...taken, ...repeated, ...disputed]) {
    const known = file.exported || tokensOf(line).some((token) => holders.has(token))
    faults.push(...faultsOf(line, known, run))
  }

  const replaced = new Set(
    taken.flatMap((line) => tokensOf(line).flatMap((token) => holders.get(token) ?? [])),
  )
  const standing = new Set(
    untouched
      .filter(({ from }) => run?.reported.get(from?.row ?? -1)?.resolution === 'EXCEPTION')
      .flatMap((line) => tokensOf(line).flatMap((token) => holders.get(token) ?? [])),
  )
  const rest = job.filter((one) => !replaced.has(one) && (mode === 'merge' || standing.has(one)))
  const keys = new Set([...taken, ...rest].map(({ entry }) => exceptionKey(entry)))
  const removed = kept.map(exceptionKey).filter((key) => !keys.has(key))
  const before = (line: Examined) => tokensOf(line).flatMap((token) => holders.get(token)?.entry ?? [])[0]
  const same = taken.filter((line) => sameEntry(line.entry, before(line)))
  const added = taken.filter((line) => before(line) === undefined)
  return {
    set: [
      ...rest.map((one) => ({ ...one, of: 'job' as const })),
      ...taken.map((one) => ({ ...one, of: 'file' as const })),
    ],
    removed,
    faults,
    counts: {
      lines: read.length,
      unchanged: untouched.length,
      repeated: repeated.length,
      added: added.length,
      changed: taken.length - added.length - same.length,
      same: same.length,
      removed: job.length - replaced.size - rest.length,
      total: rest.length + taken.length,
      unguarded: changed.filter(({ unguarded }) => unguarded).length,
      stale: run === null ? 0 : rest.filter((one) => one.from === null || needless(one, run) !== null).length,
    },
  }
}

const tokensOf = ({ sourceToken, entry }: Examined): string[] => [sourceToken, exceptionKey(entry)]

const asReported = (run: ImportRun | null, from: Examined['from'], row: ExceptionRow): boolean => {
  const reported = from === null ? undefined : run?.reported.get(from.row)
  return reported !== undefined && saysIdentity(row.destination, reported.destination)
}

const sameEntry = (entry: ExceptionEntry, before: ExceptionEntry | undefined): boolean =>
  before !== undefined &&
  entry.type === before.type &&
  sameIdentity(entry.source, before.source) &&
  sameIdentity(entry.destination, before.destination)

/** The lines to take: the first of each source, unless its lines disagree; lines that name nobody are left out. */
const oneDestinationEach = (lines: readonly Examined[], faults: ImportFault[]) => {
  const bySource = new Map<string, Examined[]>()
  for (const line of lines) {
    const missing = line.findings.find(
      ({ code }) => code === 'EMPTY_IDENTITY' || code === 'EXCEPTION_WITHOUT_TARGET',
    )
    if (missing !== undefined) faults.push(importFault(line.entry.line, missing.code, missing.args))
    else if (!bySource.get(line.sourceToken)?.push(line)) bySource.set(line.sourceToken, [line])
  }
  const taken: Examined[] = []
  const repeated: Examined[] = []
  const disputed: Examined[] = []
  for (const [first, ...others] of bySource.values()) {
    if (first === undefined) continue
    const all = [first, ...others]
    const source = nameOf(first.entry.source)
    if (others.some(({ destinationToken }) => destinationToken !== first.destinationToken)) {
      const where = all.map(({ entry }) => entry.line).join(', ')
      for (const { entry } of all)
        faults.push(importFault(entry.line, 'EXCEPTION_CONFLICT', { source, lines: where }))
      disputed.push(...all)
      continue
    }
    taken.push(first)
    repeated.push(...others)
    for (const { entry } of others)
      faults.push(importFault(entry.line, 'EXCEPTION_REPEATED', { source, first: first.entry.line ?? 0 }))
  }
  return { taken, repeated, disputed }
}

const faultsOf = (line: Examined, known: boolean, run: ImportRun | null): ImportFault[] => {
  const faults = line.findings.map(({ code, args }) =>
    importFault(
      line.entry.line,
      known && code === 'EXCEPTION_SOURCE_UNKNOWN' ? 'EXCEPTION_SOURCE_GONE' : code,
      args,
    ),
  )
  const resolution = run === null ? null : needless(line, run)
  if (resolution === null) return faults
  const source = nameOf(line.entry.source)
  return [
    ...faults,
    importFault(line.entry.line, 'EXCEPTION_STALE', { source, resolution: resolution.toLowerCase() }),
  ]
}

/** The resolution by which the rules alone give the same destination; null: they do not. */
const needless = ({ from, to }: Examined, run: ImportRun): string | null => {
  if (from === null || to === null) return null
  const { plan, defaults } = run
  const destination = run.destinations.index
  const { destRow, resolution } = resolveIdentity(from, {
    plan,
    destination,
    exceptions: new Map(),
    defaults,
  })
  return destRow === to.row ? resolution : null
}

/** What a message calls an identity. */
export const nameOf = ({ name, username, caption, id }: ExceptionEntry['source']): string =>
  name ?? username ?? caption ?? id ?? ''
