import type { Ruleset } from '../ruleset.js'

/**
 * Seed 001: "If a principal is on an ACL or CUG policy of migrated content, that principal and all groups it
 * is in and their ancestor (parent) groups will all be migrated. Further, if a principal on the content is a
 * group, all its descendent (child) groups and users will also be migrated."
 */
export const aemPrincipals: Ruleset = {
  name: 'aem-principals',
  migrates: ['account', 'group'],
  selectsAll: false,
  spread: ({ ancestorsOfDescendants, descendantsOfAncestors }) => ({
    ancestors: true,
    descendants: 'ALL',
    ancestorsOfDescendants,
    descendantsOfAncestors,
  }),
}
