import { WHITE_SPACE } from '../principals/fold.js'
import { keyOf, keysOf } from '../principals/keys.js'
import type { DirectoryPrincipal } from '../principals/keys.js'
import { QUALITY_ISSUE_CODES } from './quality-issues.js'
import type { QualityIssueCode } from './quality-issues.js'
import type { ResolvedMapping } from './resolve.js'

export interface QualityIssue {
  code: QualityIssueCode
  /** The normalised value that is shared or wrong; null where something is missing. */
  value: string | null
  /** The rows concerned, ascending. */
  rows: readonly number[]
}

/** One `@`-separated local part and domain, no space or control character (for every engine); nothing more is claimed. */
export const EMAIL_PATTERN = '^[^@ \\x00-\\x1f\\x7f]+@[^@ \\x00-\\x1f\\x7f]+$'
const emailPattern = new RegExp(EMAIL_PATTERN)
const outerSpace = new RegExp(`^[${WHITE_SPACE}]+|[${WHITE_SPACE}]+$`, 'g')

const trimmed = (text: string): string => text.replace(outerSpace, '')
const inLowerCase = (text: string): string =>
  trimmed(text).replace(/[A-Z]/g, (letter) => letter.toLowerCase())

/**
 * The least that must be overlooked for the spellings to be one: nothing, outer space, the case of ASCII letters too,
 * or more.
 */
const duplicateCode = (written: readonly string[]): QualityIssueCode => {
  const alike = (form: (text: string) => string) => new Set(written.map(form)).size === 1
  if (alike((text) => text)) return 'DUPLICATE_EMAIL'
  if (alike(trimmed)) return 'DUPLICATE_EMAIL_SPACE'
  return alike(inLowerCase) ? 'DUPLICATE_EMAIL_CASE' : 'DUPLICATE_EMAIL_UNICODE'
}

const grouped = <T>(items: readonly T[], key: (item: T) => string | null): [string, T[]][] => {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const at = key(item)
    if (at === null) continue
    const group = groups.get(at)
    if (group === undefined) groups.set(at, [item])
    else group.push(item)
  }
  return [...groups].filter(([, members]) => members.length > 1)
}

const rowsOf = (principals: readonly DirectoryPrincipal[]): number[] => principals.map(({ row }) => row)

const inOrder = (issues: readonly QualityIssue[]): readonly QualityIssue[] =>
  [...issues].sort(
    (a, b) =>
      QUALITY_ISSUE_CODES.indexOf(a.code) - QUALITY_ISSUE_CODES.indexOf(b.code) ||
      (a.rows[0] ?? 0) - (b.rows[0] ?? 0),
  )

/** What is wrong with a source directory before any rule is tried, by code, then by first row. */
export const qualityIssues = (source: readonly DirectoryPrincipal[]): readonly QualityIssue[] => {
  const accounts = source.filter(({ kind }) => kind === 'account')
  const single = (
    code: QualityIssueCode,
    value: (account: DirectoryPrincipal) => string | null | undefined,
  ) =>
    accounts.flatMap((account): QualityIssue[] => {
      const found = value(account)
      return found === undefined ? [] : [{ code, value: found, rows: [account.row] }]
    })
  const emailOf = ({ email }: DirectoryPrincipal) => keyOf('email', email)
  const duplicates = grouped(accounts, emailOf).map(([value, members]): QualityIssue => ({
    code: duplicateCode(members.map(({ email }) => email ?? '')),
    value,
    rows: rowsOf(members),
  }))
  const ids = grouped(source, ({ kind, id }) => (keyOf('id', id) === null ? null : `${kind} ${id}`))
  return inOrder([
    ...single('MISSING_EMAIL', (account) => (emailOf(account) === null ? null : undefined)),
    ...single('INVALID_EMAIL', (account) => {
      const email = emailOf(account)
      return email === null || emailPattern.test(email) ? undefined : email
    }),
    ...duplicates,
    ...ids.map(([, members]): QualityIssue => ({
      code: 'DUPLICATE_ID',
      value: members[0]?.id ?? null,
      rows: rowsOf(members),
    })),
    ...single('UNLINKABLE', (account) => {
      const { email, id, username, caption } = keysOf(account)
      return email === null && id === null && username === null && caption === null ? null : undefined
    }),
  ])
}

/**
 * Where several source identities become one destination identity: a row of the destination, or a default identity
 * that is in no directory (one for each kind).
 */
export const manyToOneIssues = (
  mapped: readonly {
    source: DirectoryPrincipal
    mapping: Pick<ResolvedMapping, 'resolution' | 'destRow' | 'destination'>
  }[],
): readonly QualityIssue[] => {
  const landings = grouped(mapped, ({ source, mapping: { resolution, destRow } }) => {
    if (destRow !== null) return String(destRow)
    return resolution === 'DEFAULT' ? source.kind : null
  })
  return inOrder(
    landings.map(([, members]): QualityIssue => {
      const { name, username, caption, id } = members[0]?.mapping.destination ?? {}
      return {
        code: 'MANY_TO_ONE',
        value: name ?? username ?? caption ?? id ?? null,
        rows: rowsOf(members.map(({ source }) => source)),
      }
    }),
  )
}
