import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Selected } from '../../src/selection/closure.js'
import { closeWide } from '../../src/selection/closure-wide.js'
import { close, wallsOf } from '../../src/selection/closure.js'
import { indexUsers } from '../../src/principals/user-index.js'
import { withEveryoneAsGroup } from '../../src/principals/graph.js'
import { pathTo } from '../../src/selection/path.js'
import { POLICIES } from '../../src/selection/policy.js'
import { rulesetOf } from '../../src/selection/ruleset.js'
import { leftBehind, select, type Selection } from '../../src/selection/select.js'
import { Trait } from '../../src/principals/graph.js'
import { bringsGroups, bringsMembers, grantsOnContent, memberships, selectSlowly } from './oracle.js'
import { arraysOf, settingSets, worlds, type Arrays, type World } from './world.js'

/** What is known of each principal, by name, so that worlds under other ids compare. */
const told = (world: World, { ids, items }: Arrays, selection: Selection) =>
  Object.fromEntries(
    ids
      .map((name, p) => {
        const { item, policy, principal } = selection.triggers
        const first = item[p]! < 0 ? null : world.items[item[p]!]!.path
        return [
          name,
          {
            bits: selection.closure.bits[p]!,
            first,
            policy: first === null ? null : POLICIES[policy[p]!]!,
            through: first === null ? null : ids[principal[p]!]!,
            count: selection.counts?.[p] ?? null,
            rank: item[p]! < 0 ? -1 : items.pathRank[item[p]!]!,
          },
        ] as const
      })
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )

const run = (world: World, settings: Parameters<typeof selectSlowly>[1]) => {
  const arrays = arraysOf(world)
  return { arrays, selection: select({ ...arrays, settings }) }
}

describe('the closure', () => {
  it('equals the slow one written from the sentences of the seed, under every combination of decisions', () => {
    fc.assert(
      fc.property(worlds, settingSets, (world, settings) => {
        const { arrays, selection } = run(world, settings)
        const slow = selectSlowly(world, settings)
        const grants = grantsOnContent(world, settings.decisions)
        arrays.ids.forEach((name, p) => {
          const expected =
            settings.ruleset === 'every-principal'
              ? +(p < arrays.graph.sources) * Selected.GIVEN
              : +slow.onContent.has(name) * Selected.ON_CONTENT +
                +slow.ancestors.has(name) * Selected.ANCESTOR +
                +slow.descendants.has(name) * Selected.DESCENDANT
          expect(selection.closure.bits[p], name).toBe(expected)
          const because = slow.because.get(name) ?? new Set()
          const triggers = grants.filter((grant) => because.has(grant.principal))
          const distinct = new Set(triggers.map((t) => JSON.stringify([t.path, t.policy, t.principal])))
          if (selection.counts !== null) expect(selection.counts[p], `count of ${name}`).toBe(distinct.size)
          const first = triggers[0]
          if (first === undefined) expect(selection.triggers.item[p]).toBe(-1)
          else {
            const own = triggers.some(
              (t) => t.path === first.path && t.policy === first.policy && t.principal === name,
            )
            expect(world.items[selection.triggers.item[p]!]!.path).toBe(first.path)
            expect(POLICIES[selection.triggers.policy[p]!]).toBe(first.policy)
            expect(arrays.ids[selection.triggers.principal[p]!]).toBe(own ? name : first.principal)
          }
        })
      }),
      { numRuns: 3000 },
    )
  })

  it('gives each selected principal a shortest real membership path from the content', () => {
    fc.assert(
      fc.property(worlds, settingSets, (world, settings) => {
        const { arrays, selection } = run(world, settings)
        if (settings.ruleset !== 'aem-principals') return
        const d = settings.decisions
        const edges = new Set(memberships(world, d).map(String))
        const distance = distances(world, settings)
        arrays.ids.forEach((name, p) => {
          const path = pathTo(selection.closure, p)
          expect(path.length > 0).toBe(selection.closure.bits[p] !== 0)
          if (path.length === 0) return
          expect(path.at(-1)!.principal).toBe(p)
          expect(selection.closure.bits[path[0]!.principal]! & Selected.ON_CONTENT).not.toBe(0)
          path.slice(1).forEach((step, i) => {
            const before = arrays.ids[path[i]!.principal]!
            const here = arrays.ids[step.principal]!
            expect(edges.has(String(step.as === 'GROUP' ? [before, here] : [here, before]))).toBe(true)
            expect(
              step.as === 'GROUP' ? bringsGroups(world, d, before) : bringsMembers(world, d, before),
            ).toBe(true)
          })
          const way = path.at(-1)!.as === 'MEMBER' ? 'down' : 'up'
          const shortest = path[0]!.principal === p ? 0 : distance.get(`${way} ${name}`)
          expect(path.length - 1).toBe(shortest)
        })
      }),
      { numRuns: 2000 },
    )
  })

  it('is the same by the widened walk where the decisions widen nothing', () => {
    fc.assert(
      fc.property(worlds, settingSets, (world, { ruleset, decisions }) => {
        const arrays = arraysOf(world)
        const graph = decisions.expandEveryone
          ? withEveryoneAsGroup(arrays.graph, arrays.traits)
          : arrays.graph
        const narrow = { ...decisions, ancestorsOfDescendants: false, descendantsOfAncestors: false }
        const { seeds } = select({ ...arrays, settings: { ruleset, decisions: narrow } })
        const spread = rulesetOf(ruleset).spread(narrow)
        const walls = wallsOf(decisions)
        const wide = closeWide(
          { graph, index: indexUsers(graph), traits: arrays.traits, spread, walls },
          seeds.order,
        )
        expect(close(graph, seeds.order, arrays.traits, spread, walls).bits).toEqual(wide.bits)
      }),
      { numRuns: 500 },
    )
  })

  it('is the same under any order of input and any renaming of ids', () => {
    fc.assert(
      fc.property(worlds, settingSets, fc.infiniteStream(fc.nat(1e6)), (world, settings, random) => {
        const shuffle = <T>(list: T[]): T[] => {
          const copy = [...list]
          for (let i = copy.length - 1; i > 0; i--) {
            const j = random.next().value! % (i + 1)
            ;[copy[i], copy[j]] = [copy[j]!, copy[i]!]
          }
          return copy
        }
        const order = shuffle(world.sets.map((_, s) => s))
        const other: World = {
          ...world,
          accounts: shuffle(world.accounts),
          groups: shuffle(world.groups),
          unknown: shuffle(world.unknown),
          memberships: shuffle(world.memberships),
          sets: order.map((s) => world.sets[s]!),
          items: shuffle(world.items).map((item) => ({ ...item, set: order.indexOf(item.set) })),
        }
        const one = run(world, settings)
        const two = run(other, settings)
        expect(told(other, two.arrays, two.selection)).toEqual(told(world, one.arrays, one.selection))
      }),
      { numRuns: 1000 },
    )
  })

  it('is the same when a membership that is already implied is added', () => {
    fc.assert(
      fc.property(worlds, settingSets, fc.nat(), (world, settings, pick) => {
        const implied = world.memberships.flatMap(([m, g]) =>
          world.memberships
            .filter(([n, h]) => n === g && (world.traits[g] ?? 0) === 0 && m !== h)
            .map(([, h]): [string, string] => [m, h]),
        )
        fc.pre(implied.length > 0)
        const [member, group] = implied[pick % implied.length]!
        const kept = world.memberships.filter(([m, g]) => m !== member || g !== group)
        const more = { ...world, memberships: [...kept, [member, group] as [string, string]] }
        const one = run(world, settings)
        const two = run(more, settings)
        expect(told(more, two.arrays, two.selection)).toEqual(told(world, one.arrays, one.selection))
      }),
      { numRuns: 1000 },
    )
  })

  it('knows whom a top-up leaves behind', () => {
    fc.assert(
      fc.property(worlds, settingSets, (world, settings) => {
        const { arrays, selection } = run(world, settings)
        const traits = Object.fromEntries(
          Object.entries(world.traits).map(([name, bits]) => [name, bits & ~Trait.NOT_REMIGRATED]),
        )
        const again = run({ ...world, traits }, settings).selection.closure.bits
        const gap = leftBehind({ ...arrays, settings }, selection)
        expect([...gap]).toEqual(
          Array.from(again, (bit, p) => +(bit !== 0 && selection.closure.bits[p] === 0)),
        )
      }),
      { numRuns: 500 },
    )
  })
})

/** Length of the shortest way to each principal in each direction, by relaxing until nothing changes. */
const distances = (world: World, settings: Parameters<typeof selectSlowly>[1]): Map<string, number> => {
  const { decisions: d } = settings
  const edges = memberships(world, d)
  const found = new Map<string, number>()
  const seeds = new Set(grantsOnContent(world, d).map((grant) => grant.principal))
  for (const seed of seeds) for (const way of ['up', 'down']) found.set(`${way} ${seed}`, 0)
  const relax = (from: string, to: string): boolean => {
    const next = (found.get(from) ?? Infinity) + 1
    if (next >= (found.get(to) ?? Infinity)) return false
    found.set(to, next)
    return true
  }
  for (let changed = true; changed;) {
    changed = false
    for (const [member, group] of edges) {
      if (bringsGroups(world, d, member)) {
        changed = relax(`up ${member}`, `up ${group}`) || changed
        if (d.ancestorsOfDescendants) changed = relax(`down ${member}`, `up ${group}`) || changed
      }
      if (bringsMembers(world, d, group)) {
        changed = relax(`down ${group}`, `down ${member}`) || changed
        if (d.descendantsOfAncestors) changed = relax(`up ${group}`, `down ${member}`) || changed
      }
    }
  }
  return found
}
