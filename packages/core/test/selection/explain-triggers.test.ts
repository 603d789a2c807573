import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { triggersOf, type Trigger } from '../../src/selection/explain/index.js'
import { POLICIES } from '../../src/selection/policy.js'
import { select } from '../../src/selection/select.js'
import { groundFor } from './explain-world.js'
import { bringsGroups, bringsMembers, grantsOnContent, memberships, selectSlowly } from './oracle.js'
import { byBytes, settingSets, worlds } from './world.js'

const many = process.env['CROSSWALK_TEST'] === 'full' ? 10_000 : 1500

describe('the triggers of a principal', () => {
  it('are all grants that select it, each by a real path, the shortest first and then by item path', () => {
    fc.assert(
      fc.property(worlds, settingSets, (world, settings) => {
        const { arrays, ground } = groundFor(world, settings)
        const d = settings.decisions
        const slow = selectSlowly(world, settings)
        const edges = new Set(memberships(world, d).map(String))
        const upFrom = new Set(arrays.ids.filter((name) => bringsGroups(world, d, name)))
        const downFrom = new Set(arrays.ids.filter((name) => bringsMembers(world, d, name)))
        const turns = d.ancestorsOfDescendants || d.descendantsOfAncestors
        arrays.ids.forEach((name, p) => {
          const { triggers, hasNext, total } = triggersOf(ground, p, 1000, null)
          const because = slow.because.get(name) ?? new Set()
          const grants = grantsOnContent(world, d).filter(({ principal }) => because.has(principal))
          const told = (t: { path: string; policy: string; principal: string }) =>
            JSON.stringify([t.path, t.policy, t.principal])
          const found = triggers.map(({ item, policy, path }) =>
            told({
              path: world.items[item]!.path,
              policy: POLICIES[policy]!,
              principal: arrays.ids[path[0]!.principal]!,
            }),
          )
          expect(new Set(found).size).toBe(found.length)
          expect([...found].sort()).toEqual([...new Set(grants.map(told))].sort())
          expect([total, hasNext]).toEqual([found.length, false])
          const isReal = ({ path }: Trigger): boolean =>
            path.at(-1)!.principal === p &&
            path.slice(1).every((step, at) => {
              const [before, here] = [arrays.ids[path[at]!.principal]!, arrays.ids[step.principal]!]
              const [edge, brings] =
                step.as === 'GROUP' ? [[before, here], upFrom] : [[here, before], downFrom]
              return (
                edges.has(String(edge)) &&
                brings.has(before) &&
                (at === 0 || turns || step.as === path[at]!.as)
              )
            })
          expect(triggers.filter((trigger) => !isReal(trigger))).toEqual([])
          const order = (a: Trigger, b: Trigger): number =>
            a.path.length - b.path.length || byBytes(world.items[a.item]!.path, world.items[b.item]!.path)
          expect(triggers.slice(1).filter((trigger, at) => order(triggers[at]!, trigger) > 0)).toEqual([])
        })
      }),
      { numRuns: many },
    )
  })

  it('come in pages that add up, and are as many as the trigger count', () => {
    fc.assert(
      fc.property(worlds, settingSets, fc.integer({ min: 1, max: 3 }), (world, settings, size) => {
        const { arrays, ground } = groundFor(world, settings)
        const { counts } = select({ ...arrays, settings })
        arrays.ids.forEach((_name, p) => {
          const all = triggersOf(ground, p, 1000, null)
          if (counts !== null) expect(all.total).toBe(counts[p])
          const paged: Trigger[] = []
          for (let more = true; more;) {
            const page = triggersOf(ground, p, size, paged.at(-1)?.key ?? null)
            paged.push(...page.triggers)
            more = page.hasNext
          }
          expect(paged).toEqual(all.triggers)
        })
      }),
      { numRuns: Math.ceil(many / 3) },
    )
  })
})
