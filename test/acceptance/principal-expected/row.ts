import type { OutcomeFlagName, OutcomeReason, Relation } from '@crosswalk/core'

/** One row of the principal migration report, as read from the XML by hand. */
export interface ExpectedRow {
  /** `null`: only a policy names the principal, the package has no such node. */
  kind: 'account' | 'group' | null
  principal: string
  /** How a migrated principal relates to the content, or why another is not migrated. */
  fate: Relation | OutcomeReason
  /** Policy and path of the first trigger; `null` where no content in scope selects the principal. */
  trigger: `${'ACL' | 'CUG'} /${string}` | null
  /** Grants that select it: its own, those of groups that bring it, those of members that it comes with. */
  grants: number
  /** The principal on the content, where that is another. */
  through: string | null
  flags: readonly OutcomeFlagName[]
  /** Only where two nodes have one name. */
  path?: string
  why: string
}

/** A package below `realdata/aem/<set>`: the folder that holds `jcr_root`, or the archive. */
export interface ExpectedPackage {
  package: string
  /** All rows in the order of the report: accounts, groups, then names without a node. */
  rows: readonly ExpectedRow[]
}

export interface ExpectedSet {
  set: string
  packages: readonly ExpectedPackage[]
}

type Selected = readonly [trigger: NonNullable<ExpectedRow['trigger']>, grants: number] | null
type More = Partial<Pick<ExpectedRow, 'through' | 'flags' | 'path'>>

const row =
  (kind: ExpectedRow['kind'], flags: readonly OutcomeFlagName[]) =>
  (
    principal: string,
    fate: ExpectedRow['fate'],
    selected: Selected,
    why: string,
    more: More = {},
  ): ExpectedRow => ({
    ...{ kind, principal, fate, why, flags, through: null },
    ...{ trigger: selected?.[0] ?? null, grants: selected?.[1] ?? 0 },
    ...more,
  })

/** A user; without `profile/email` unless `flags` says otherwise. */
export const account = row('account', ['NO_EMAIL'])
export const group = row('group', [])
/** A name on a policy, without a node. */
export const named = row(null, [])

/** A system user: selected like anyone, and refused. None of these packages gives one an email. */
export const systemUser = (principal: string, selected: Selected, why: string, more: More = {}) =>
  account(principal, 'SYSTEM_USER', selected, why, more)
