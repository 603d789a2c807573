/** What the principal migration report tells beside its rows, and when. Sentences follow seed 001. */
export const NOTICES = {
  /** On every wipe. */
  WIPE_ADMINISTRATORS:
    'The wipe deletes all principals transferred before, with the whole repository, and resets all permissions ' +
    'on the target. An admin user in the administrators group must be added to it again before an access ' +
    'token can be retrieved.',
  /** On a top-up that leaves new members of groups behind. */
  TOP_UP_GAP:
    'Groups of the previous run are not migrated again, so principals new to them stay behind unless another ' +
    'migrating group or a policy on transferred content selects them. Use packages to migrate them, or delete ' +
    'the principals from the target and migrate the content again (extract with overwrite, ingest with wipe).',
  /** On a top-up. */
  TOP_UP_UNCHANGED:
    'Content that has not changed since the previous transfer is not transferred, and neither are its users ' +
    'and groups, even if they have changed on the source.',
  /** Where migrated accounts are not mapped. */
  UNMAPPED_ACCOUNTS:
    'Accounts that are migrated but not mapped are not recognised by the identity provider: a sign-in makes a ' +
    'second profile without their data, and the migrated profile is reached by local sign-in only.',
  /** Where closed user groups are in scope. */
  CLOSED_USER_GROUPS:
    'Groups in a closed user group policy must exist on publish: activate them, unpublish all pages with such a ' +
    'policy, then publish the pages again.',
} as const
export type NoticeCode = keyof typeof NOTICES

/** What decides which notices a report shows. */
export interface NoticeFacts {
  readonly wipe: boolean
  /** The run builds on an earlier one, or transfers listed paths only. */
  readonly topUp: boolean
  /** Principals in the gap: flagged `LEFT_BEHIND`. */
  readonly leftBehind: number
  readonly unmappedMigrated: number
  /** Principals that closed user group policies in scope name. */
  readonly closedUserGroups: number
}

export interface Notice {
  readonly code: NoticeCode
  readonly message: string
  /** How many principals are concerned; null where that cannot be told. */
  readonly count: number | null
}

/** The notices a report shows, in the order of `NOTICES`. */
export const noticesOf = (run: NoticeFacts): Notice[] => {
  const shown: Readonly<Record<NoticeCode, boolean>> = {
    WIPE_ADMINISTRATORS: run.wipe,
    TOP_UP_GAP: run.leftBehind > 0,
    TOP_UP_UNCHANGED: run.topUp && !run.wipe,
    UNMAPPED_ACCOUNTS: run.unmappedMigrated > 0,
    CLOSED_USER_GROUPS: run.closedUserGroups > 0,
  }
  const counts: Readonly<Partial<Record<NoticeCode, number>>> = {
    TOP_UP_GAP: run.leftBehind,
    UNMAPPED_ACCOUNTS: run.unmappedMigrated,
    CLOSED_USER_GROUPS: run.closedUserGroups,
  }
  return (Object.keys(NOTICES) as NoticeCode[])
    .filter((code) => shown[code])
    .map((code) => ({ code, message: NOTICES[code], count: counts[code] ?? null }))
}
