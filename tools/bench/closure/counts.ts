import { itemCounts, withGroupsAbove, type ItemCounts } from '@crosswalk/core'
import { cpuTime } from '../measured.js'
import type { BenchWorld } from './world.js'

const itemsOfSets = ({ sets, items }: BenchWorld): Int32Array => {
  const counted = new Int32Array(sets.offsets.length - 1)
  for (const set of items.set) if (set >= 0) counted[set]!++
  return counted
}

/** Exact item counts of all principals, with the milliseconds of CPU they took. */
export const countAll = (world: BenchWorld): { milliseconds: number; counts: ItemCounts } => {
  const counted = itemsOfSets(world)
  const since = cpuTime()
  const counts = itemCounts(world.graph, world.sets, counted)
  return { milliseconds: cpuTime() - since, counts }
}

/** Effective counts of some principals by going over every set; how many of them `counts` has otherwise. */
export const wrongCounts = (
  world: BenchWorld,
  { effective }: ItemCounts,
  asked: readonly number[],
): number => {
  const counted = itemsOfSets(world)
  const { offsets, principal } = world.sets
  return asked.filter((p) => {
    const whose = new Set(withGroupsAbove(world.graph, p))
    let items = 0
    for (let set = 0; set < counted.length; set++) {
      for (let e = offsets[set]!; e < offsets[set + 1]!; e++) {
        if (!whose.has(principal[e]!)) continue
        items += counted[set]!
        break
      }
    }
    return items !== effective[p]
  }).length
}
