import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grantSetsOf } from '../../src/selection/grants.js'
import { itemCounts } from '../../src/selection/item-counts.js'
import { groupsAbove, itemsOf } from './oracle.js'
import { arraysOf, worlds } from './world.js'

describe('item counts', () => {
  it('are those of brute force over items, directly and through all groups', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { graph, sets, items, ids } = arraysOf(world)
        const itemsOfSet = new Int32Array(world.sets.length)
        for (const set of items.set) if (set >= 0) itemsOfSet[set]!++
        const counts = itemCounts(graph, sets, itemsOfSet)
        ids.forEach((name, p) => {
          expect(counts.direct[p], `direct ${name}`).toBe(itemsOf(world, new Set([name])))
          const all = groupsAbove(world, name).add(name)
          expect(counts.effective[p], `effective ${name}`).toBe(itemsOf(world, all))
        })
      }),
      { numRuns: 3000 },
    )
  })

  it('count owners, creators and modifiers of items beside their policies', () => {
    const policySets = {
      offsets: Int32Array.of(0, 2),
      principal: Int32Array.of(5, 6),
      policy: Uint8Array.of(0, 1),
      allow: Uint8Array.of(0, 1),
    }
    const sets = grantSetsOf(policySets, {
      policySet: Int32Array.of(0, -1),
      owner: Int32Array.of(-1, 1),
      createdBy: Int32Array.of(2, 2),
      modifiedBy: Int32Array.of(-1, 3),
    })
    expect([...sets.offsets]).toEqual([0, 3, 6])
    expect([...sets.principal]).toEqual([5, 6, 2, 1, 2, 3])
    expect([...sets.policy]).toEqual([0, 1, 3, 2, 3, 4])
    expect([...sets.allow]).toEqual([0, 1, 1, 1, 1, 1])
  })
})
