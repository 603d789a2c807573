import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  affectedItems,
  affectedItemsAt,
  indexAffected,
  withGroupsAbove,
} from '../../src/selection/explain/index.js'
import { groupsAbove } from './oracle.js'
import { arraysOf, worlds } from './world.js'

describe('the items that a principal is affected by', () => {
  it('are those of brute force, directly and through groups, in pages either way', () => {
    const people = fc.array(fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9)), { minLength: 6, maxLength: 6 })
    fc.assert(
      fc.property(worlds, people, fc.integer({ min: 1, max: 3 }), (world, persons, size) => {
        const { graph, sets, items, ids } = arraysOf(world)
        const person = (column: number) =>
          Int32Array.from(world.items, (_, i) => {
            const p = persons[i]![column]!
            return p < ids.length ? p : -1
          })
        const [owner, createdBy, modifiedBy] = [person(0), person(1), person(2)]
        const index = indexAffected(graph, sets, items, { owner, createdBy, modifiedBy })
        ids.forEach((name, p) => {
          const above = withGroupsAbove(graph, p)
          expect(new Set([...above].map((q) => ids[q]!))).toEqual(groupsAbove(world, name).add(name))
          for (const principals of [Int32Array.of(p), above]) {
            const expected = world.items.flatMap((item, i) => {
              const set = world.sets[item.set] ?? []
              const named = [...principals].some(
                (q) =>
                  set.some(({ principal }) => principal === ids[q]) ||
                  [owner[i], createdBy[i], modifiedBy[i]].includes(q),
              )
              return named ? [i] : []
            })
            for (const forward of [true, false]) {
              const found: number[] = []
              for (let page: number[] = [-1]; page.length > 0; found.push(...page))
                page = affectedItems(index, principals, size, found.at(-1) ?? null, forward)
              expect(found).toEqual(forward ? expected : expected.toReversed())
            }
            for (let at = 0; at <= expected.length; at++)
              expect(affectedItemsAt(index, principals, at, size)).toEqual(expected.slice(at, at + size))
          }
        })
      }),
      { numRuns: process.env['CROSSWALK_TEST'] === 'full' ? 10_000 : 600 },
    )
  })
})
