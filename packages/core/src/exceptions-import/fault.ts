import { findingMessage, FINDINGS } from '../findings/finding.js'
import type { Finding, FindingCode, Severity } from '../findings/finding.js'

interface FaultKind {
  readonly severity: Severity
  /** `{name}` is replaced by the fault's argument. */
  readonly message: string
}

const kinds = <K extends string>(table: Record<K, FaultKind>): Readonly<Record<K, FaultKind>> => table

/**
 * What an import of exceptions meets beside the findings a run would have of the same lines. One line here, one
 * paragraph in `docs/errors.md` (a test holds the two together).
 */
export const IMPORT_FAULTS = kinds({
  EXCEPTION_CONFLICT: {
    severity: 'ERROR',
    message: '{source} is given several destinations (lines {lines}); leave one.',
  },
  EXCEPTION_REPEATED: { severity: 'INFO', message: 'Line {first} says the same of {source}.' },
  EXCEPTION_MANY_TO_ONE: {
    severity: 'WARNING',
    message: '{count} source identities land on {destination}.',
  },
  EXCEPTION_STALE: {
    severity: 'WARNING',
    message: 'The automatic rules map {source} to this destination already ({resolution}).',
  },
  EXCEPTION_SOURCE_GONE: {
    severity: 'WARNING',
    message: '{source} is no longer in the source: the latest finished run does not have it.',
  },
  IMPORT_NOT_CHECKED: {
    severity: 'INFO',
    message: 'The job has no finished run, so identities were not looked up; only the form was checked.',
  },
  IMPORT_MAPPING_OFF: {
    severity: 'WARNING',
    message: 'The latest finished run had mapping switched off; exceptions count only where it is on.',
  },
})
export type ImportFaultCode = keyof typeof IMPORT_FAULTS

/** Something an import reports, of one line of the file or (null) of all. */
export interface ImportFault {
  line: number | null
  severity: Severity
  code: FindingCode | ImportFaultCode
  message: string
}

const isFinding = (code: FindingCode | ImportFaultCode): code is FindingCode => Object.hasOwn(FINDINGS, code)

export const importFault = (
  line: number | null,
  code: FindingCode | ImportFaultCode,
  args: Finding['args'] = {},
): ImportFault => {
  if (isFinding(code))
    return { line, code, severity: FINDINGS[code].severity, message: findingMessage(code, args) }
  const { severity, message } = IMPORT_FAULTS[code]
  const said = message.replace(/\{(\w+)\}/g, (whole, name: string) => String(args[name] ?? whole))
  return { line, code, severity, message: said }
}

/** By line, those of the whole file first; faults of one line stay in the order they were found. */
export const inLineOrder = (faults: readonly ImportFault[]): ImportFault[] =>
  [...faults].sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
