import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Trait } from '../../src/principals/graph.js'
import { DECISIONS } from '../../src/selection/decisions.js'
import { select } from '../../src/selection/select.js'
import { arraysOf, worlds, type World } from './world.js'

/** `everyone` is a group like any other to the seed, which decides nothing about it; all else is as it says. */
const LETTER = { ...DECISIONS, expandEveryone: true }

const closureOf = (start: string, edges: readonly (readonly [string, string])[]): string[] => {
  const reached = [start]
  for (const at of reached)
    for (const [from, to] of edges) if (from === at && !reached.includes(to)) reached.push(to)
  return reached.slice(1)
}

/** Lines 24 and 51 of seed 001, word for word, without one decision of ours. */
const byTheLetter = ({ accounts, groups, unknown, memberships, sets, items, traits }: World): string[] => {
  const has = (name: string, trait: number): boolean => ((traits[name] ?? 0) & trait) !== 0
  const everyone = [...groups, ...unknown].filter((name) => has(name, Trait.EVERYONE))
  const isIn = [
    ...memberships,
    ...everyone.flatMap((group) => [...accounts, ...groups].map((name) => [name, group] as const)),
  ]
  // "groups are not re-migrated on a top-up": their members are not theirs to bring
  const brings = isIn
    .filter(([, group]) => !has(group, Trait.NOT_REMIGRATED))
    .map(([member, group]) => [group, member] as const)
  // "If a principal is on an ACL or CUG policy of migrated content"
  const onContent = items
    .filter(({ inScope }) => inScope)
    .flatMap(({ set }) => sets[set] ?? [])
    .filter(({ policy }) => policy === 'ACL' || policy === 'CUG')
    .map(({ principal }) => principal)
  return [
    ...new Set(
      // "that principal and all groups it is in and their ancestor (parent) groups … all its descendent (child) groups and users"
      onContent.flatMap((name) => [name, ...closureOf(name, isIn), ...closureOf(name, brings)]),
    ),
  ].sort()
}

it('is the letter of seed 001 where none of its decisions is taken', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const arrays = arraysOf(world)
      const { closure } = select({ ...arrays, settings: { ruleset: 'aem-principals', decisions: LETTER } })
      const selected = arrays.ids.filter((_, p) => closure.bits[p] !== 0).sort()
      expect(selected).toEqual(byTheLetter(world))
    }),
    { numRuns: 1000 },
  )
})
