import type { DecisionName, RulesetName } from '@crosswalk/core'

export const RULESET_OPTIONS: readonly { value: RulesetName; label: string; hint: string }[] = [
  {
    value: 'aem-principals',
    label: 'Principals on content',
    hint: 'Default. Whoever is on an ACL or closed user group of the content, their groups, and members of groups on it.',
  },
  {
    value: 'aem-groups-only',
    label: 'Groups on content',
    hint: 'As the current product does: only groups that are themselves on the content; users never.',
  },
  {
    value: 'every-principal',
    label: 'Everyone',
    hint: 'All users and groups of the source, whatever the content.',
  },
]

/** The decisions of the closure, as questions whose answer is on or off. */
export const DECISION_LABELS: Readonly<Record<DecisionName, { label: string; hint: string }>> = {
  aclSeeds: { label: 'ACLs select', hint: 'Whoever is on an access control list of the content comes.' },
  cugSeeds: { label: 'Closed user groups select', hint: 'Whoever is on a CUG policy of the content comes.' },
  denyCounts: {
    label: 'Deny entries count',
    hint: 'A denial refers to its principal as much as an allowance.',
  },
  ownersSeed: { label: 'Owners select', hint: 'The owners of items come with them.' },
  creatorsSeed: { label: 'Creators select', hint: 'Whoever created an item comes with it.' },
  modifiersSeed: { label: 'Last modifiers select', hint: 'Whoever changed an item last comes with it.' },
  principalPoliciesSeed: {
    label: 'Principal policies select',
    hint: 'Policies kept with a principal that take effect on the content.',
  },
  expandEveryone: {
    label: 'Expand everyone',
    hint: 'Treat the group everyone as having all principals as members.',
  },
  builtInPullsMembers: {
    label: 'Built-in groups bring members',
    hint: 'A built-in group on the content brings its members like any other group.',
  },
  ancestorsOfDescendants: {
    label: 'Groups of members come',
    hint: 'A user or group that came as a member brings the other groups it is in.',
  },
  descendantsOfAncestors: {
    label: 'Other members of parent groups come',
    hint: 'A group that came because a member is on the content brings its other members.',
  },
  builtInMemberGroups: {
    label: 'Member groups of built-in groups come',
    hint: 'Only for groups on content: the groups in a built-in group on the content.',
  },
}
