import type { Ruleset } from '../ruleset.js'

/** For a source without content: all its principals are selected, and none by a grant. */
export const everyPrincipal: Ruleset = {
  name: 'every-principal',
  migrates: ['account', 'group'],
  selectsAll: true,
  spread: () => ({
    ancestors: false,
    descendants: 'NONE',
    ancestorsOfDescendants: false,
    descendantsOfAncestors: false,
  }),
}
