/** `account` is a user, `group` a group: the two kinds of principal, spelt as in CSV and REST. */
export const PRINCIPAL_KINDS = ['account', 'group'] as const
export type PrincipalKind = (typeof PRINCIPAL_KINDS)[number]

/**
 * Bits of `source_principals.flags` (and of the other principal tables): facts a reader saw.
 * Values are stored in run folders; never renumber.
 */
export const PrincipalFlag = {
  /** `rep:disabled`, or a directory's inactive state. */
  DISABLED: 1,
  /** `rep:SystemUser`: a service user of AEM. */
  SYSTEM: 2,
  /** Known only by name, from `rep:externalPrincipalNames`: no node was read. */
  NAME_ONLY: 4,
} as const
export type PrincipalFlagName = keyof typeof PrincipalFlag

/**
 * A principal as read, before it has a row id. Absent is `null`, never `''`.
 * For accounts `name` is the email and `caption` the display name (the report's columns 5 and 6);
 * for groups `name` is the group name.
 */
export interface Principal {
  kind: PrincipalKind
  /** Authorizable id (AEM) or the platform's id. Compared exactly. */
  id: string | null
  /** Login name; empty for groups. */
  username: string | null
  name: string | null
  caption: string | null
  /** Accounts only: `profile/email` in AEM. Same value as `name` for accounts. */
  email: string | null
  /** `rep:principalName`: what policies refer to. */
  principalName: string | null
  uuid: string | null
  /** Repository path of the authorizable's node. */
  path: string | null
  /** `rep:externalId`, `<id>;<idp>`. */
  externalId: string | null
  flags: number
}
