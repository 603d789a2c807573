import { keyOf, keysOf } from '../principals/keys.js'
import type { DirectoryPrincipal } from '../principals/keys.js'

/** What is wrong with a source directory, before any rule is tried. */
export const QUALITY_ISSUES = {
  MISSING_EMAIL: 'The account has no email address.',
  INVALID_EMAIL: 'The email address is not of the form local@domain.',
  DUPLICATE_EMAIL: 'Several accounts have the same email address, written alike.',
  DUPLICATE_EMAIL_VARIANT:
    'Several accounts have the same email address, but for case, space or Unicode form.',
  DUPLICATE_ID: 'Several principals of one kind have the same id.',
  UNLINKABLE: 'The account has no email, id, username or display name that a rule could compare.',
} as const
export type QualityIssueCode = keyof typeof QUALITY_ISSUES

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

const grouped = (
  principals: readonly DirectoryPrincipal[],
  key: (principal: DirectoryPrincipal) => string | null,
): [string, DirectoryPrincipal[]][] => {
  const groups = new Map<string, DirectoryPrincipal[]>()
  for (const principal of principals) {
    const at = key(principal)
    if (at !== null) groups.set(at, [...(groups.get(at) ?? []), principal])
  }
  return [...groups].filter(([, members]) => members.length > 1)
}

/** The source quality report, by code, then by first row. */
export const qualityIssues = (source: readonly DirectoryPrincipal[]): readonly QualityIssue[] => {
  const rowsOf = (principals: readonly DirectoryPrincipal[]) => principals.map(({ row }) => row)
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
  const duplicates = grouped(accounts, emailOf).map(([value, members]): QualityIssue => {
    const alike = new Set(members.map(({ email }) => email)).size === 1
    return { code: alike ? 'DUPLICATE_EMAIL' : 'DUPLICATE_EMAIL_VARIANT', value, rows: rowsOf(members) }
  })
  const ids = grouped(source, ({ kind, id }) => (keyOf('id', id) === null ? null : `${kind} ${id}`))
  const all = [
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
  ]
  const order = Object.keys(QUALITY_ISSUES)
  return all.sort(
    (a, b) => order.indexOf(a.code) - order.indexOf(b.code) || (a.rows[0] ?? 0) - (b.rows[0] ?? 0),
  )
}
