import { describe, expect, it } from 'vitest'
import { BUILT_IN_PRINCIPALS, builtInNames } from '../../src/selection/built-in.js'
import { defaultSelection, selectionSettings } from '../../src/selection/settings.js'

describe('selection settings', () => {
  it('default to the ruleset of the seed and the decisions of the design', () => {
    expect(defaultSelection()).toEqual({
      ruleset: 'aem-principals',
      include: [],
      exclude: [],
      builtIn: [],
      localGroups: ['mac-'],
      decisions: {
        aclSeeds: true,
        cugSeeds: true,
        denyCounts: true,
        ownersSeed: false,
        creatorsSeed: false,
        modifiersSeed: false,
        principalPoliciesSeed: false,
        expandEveryone: false,
        builtInPullsMembers: true,
        ancestorsOfDescendants: false,
        descendantsOfAncestors: false,
        builtInMemberGroups: false,
      },
    })
  })

  it('keep the other decisions where one is turned, and trim slashes from paths', () => {
    const settings = selectionSettings.parse({
      include: ['/content/', '/'],
      decisions: { denyCounts: false },
    })
    expect(settings.decisions).toEqual({ ...defaultSelection().decisions, denyCounts: false })
    expect(settings.include).toEqual(['/content', '/'])
  })

  it.each([
    ['an unknown ruleset', { ruleset: 'all' }],
    ['an unknown decision', { decisions: { expandeveryone: true } }],
    ['a relative path', { include: ['content'] }],
    ['an unknown setting', { includes: [] }],
  ])('refuse %s', (_, settings) => {
    expect(selectionSettings.safeParse(settings).success).toBe(false)
  })

  it('add built-in names to the documented ones', () => {
    expect(builtInNames(['operators'])).toEqual(new Set([...BUILT_IN_PRINCIPALS, 'operators']))
    expect(BUILT_IN_PRINCIPALS).toEqual(expect.arrayContaining(['everyone', 'admin', 'anonymous']))
  })
})
