import type { Phase } from '../run/state.js'

export const SEVERITIES = ['INFO', 'WARNING', 'ERROR'] as const
export type Severity = (typeof SEVERITIES)[number]

interface FindingKind {
  readonly severity: Severity
  /** What was met and what was done about it; `{name}` is replaced by the finding's argument. */
  readonly message: string
}

const kinds = <K extends string>(table: Record<K, FindingKind>): Readonly<Record<K, FindingKind>> => table

/**
 * Everything a run may meet in its inputs and not swallow. One line here, one paragraph in `docs/errors.md`,
 * one occurrence in a sample (a test holds all three together).
 */
export const FINDINGS = kinds({
  // any input
  NO_CONTENT: { severity: 'WARNING', message: 'Nothing to read was found in {input}.' },
  TEXT_REPLACED: {
    severity: 'WARNING',
    message: '{count} malformed characters were replaced by U+FFFD.',
  },
  // packages
  NODE_REDEFINED: {
    severity: 'INFO',
    message: 'The node was already read from {first}; this later definition replaces it.',
  },
  UNREADABLE_FILE: { severity: 'ERROR', message: 'The file was skipped: {problem}' },
  BAD_VALUE: { severity: 'WARNING', message: 'The value of {name} could not be read: {problem}' },
  BAD_NAME: { severity: 'WARNING', message: 'The name {name} could not be decoded and is used as it is.' },
  AUTHORIZABLE_WITHOUT_ID: {
    severity: 'INFO',
    message: 'The authorizable has no rep:authorizableId; its node name {id} is used.',
  },
  AUTHORIZABLE_WITHOUT_NAME: {
    severity: 'INFO',
    message: 'The authorizable has no rep:principalName; its id {id} is used.',
  },
  POLICY_WITHOUT_PRINCIPAL: {
    severity: 'WARNING',
    message: 'The policy entry names no principal and was skipped.',
  },
  UNKNOWN_ENTRY_TYPE: {
    severity: 'WARNING',
    message: 'The policy entry has the unknown type {type} and was skipped.',
  },
  // configurations
  CONFIG_SKIPPED: {
    severity: 'WARNING',
    message: 'This was not read as it stands: {problem}.',
  },
  // directories and exceptions
  BAD_ROW: { severity: 'ERROR', message: 'The line was skipped: {problem}' },
  EMPTY_IDENTITY: {
    severity: 'WARNING',
    message: 'The line gives no id, username, name or caption and was skipped.',
  },
  UNKNOWN_COLUMN: { severity: 'INFO', message: 'The column {column} is not known and was ignored.' },
  UNKNOWN_KIND: {
    severity: 'WARNING',
    message: 'The type {type} is neither an account nor a group; account was assumed.',
  },
  DUPLICATE_ID: { severity: 'WARNING', message: 'The id {id} occurs {count} times; each row is kept.' },
  // links
  DANGLING_MEMBER: { severity: 'WARNING', message: 'The member {member} of {group} is not in the {side}.' },
  UNKNOWN_GROUP: {
    severity: 'WARNING',
    message: 'The membership of {member} names the unknown group {group}.',
  },
  AMBIGUOUS_REFERENCE: {
    severity: 'WARNING',
    message: 'The reference {reference} fits several principals; the first in report order was taken.',
  },
  SELF_MEMBERSHIP: { severity: 'INFO', message: 'The group {group} is a member of itself.' },
  UNKNOWN_PRINCIPAL: {
    severity: 'WARNING',
    message: 'A policy names {principal}, which is not in the source.',
  },
  // exceptions
  EXCEPTION_SOURCE_UNKNOWN: {
    severity: 'WARNING',
    message: 'The exception names the source identity {source}, which is not in the source.',
  },
  EXCEPTION_TARGET_UNKNOWN: {
    severity: 'WARNING',
    message: 'The exception names the destination identity {destination}, which does not exist.',
  },
  EXCEPTION_AMBIGUOUS: {
    severity: 'WARNING',
    message: 'The exception for {source} fits an account and a group; the account was taken.',
  },
  EXCEPTION_DISAGREES: {
    severity: 'WARNING',
    message: 'The exception was found by its {by}, but its {field} {given} differs from {found}.',
  },
  EXCEPTION_DUPLICATE: {
    severity: 'ERROR',
    message: 'The source identity {source} has an exception already; this one was not used.',
  },
  EXCEPTION_EXCLUDED: {
    severity: 'WARNING',
    message: '{source} is excluded, so its exception was not used.',
  },
  EXCEPTION_NOT_UNIQUE: {
    severity: 'WARNING',
    message:
      'The exception names the {side} identity {identity}, which {count} identities fit; none was chosen.',
  },
  EXCEPTION_WITHOUT_TARGET: {
    severity: 'INFO',
    message: 'The exception names no destination and was not used.',
  },
  // files for the Admin Console
  BULK_FILE: {
    severity: 'WARNING',
    message: 'The bulk files for the Admin Console need a hand: {problem}',
  },
  // live directories
  DIRECTORY_NOT_CONFIGURED: {
    severity: 'WARNING',
    message: 'There is no configuration of the directory {directory}, so mapping was skipped.',
  },
  DIRECTORY_TOTAL_DIFFERS: {
    severity: 'INFO',
    message: 'The directory counts {total} users and listed {listed}; it counts technical accounts too.',
  },
  LOOKUP_REFUSED: {
    severity: 'WARNING',
    message: 'The directory did not look up {email}: {problem}.',
  },
  // mapping plan
  DEFAULT_IDENTITY: {
    severity: 'WARNING',
    message: 'The default identity {destination} {problem}.',
  },
})

export type FindingCode = keyof typeof FINDINGS

/** One thing met in an input. `file` is the input as named in the job; `path` a repository path. */
export interface Finding {
  phase: Phase
  code: FindingCode
  file: string | null
  line: number | null
  path: string | null
  args: Readonly<Record<string, string | number>>
}

export const findingMessage = (code: FindingCode, args: Finding['args']): string =>
  FINDINGS[code].message.replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in args ? String(args[name]) : whole,
  )
