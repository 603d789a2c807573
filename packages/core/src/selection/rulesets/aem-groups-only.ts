import type { Ruleset } from '../ruleset.js'

/**
 * The current product (late 2024 on): only groups that are themselves on an ACL or CUG policy of migrated
 * content; users never. Its page can also be read to include the member groups of a built-in group on the
 * content, hence the decision `builtInMemberGroups`.
 */
export const aemGroupsOnly: Ruleset = {
  name: 'aem-groups-only',
  migrates: ['group'],
  selectsAll: false,
  spread: ({ builtInMemberGroups }) => ({
    ancestors: false,
    descendants: builtInMemberGroups ? 'BUILT_IN' : 'NONE',
    ancestorsOfDescendants: false,
    descendantsOfAncestors: false,
  }),
}
