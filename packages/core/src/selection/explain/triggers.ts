import type { PathStep } from '../path.js'
import { grantsNaming } from '../seeds.js'
import { firstFrom } from './content.js'
import type { Ground } from './ground.js'
import { pathFrom, waysTo, type Ways } from './ways.js'

/** A grant that selects a principal, and a shortest membership path from the grant's principal to it. */
export interface Trigger {
  readonly item: number
  /** Index into `POLICIES`. */
  readonly policy: number
  /** From the principal on the content to the one explained; both are one where it is itself on the content. */
  readonly path: readonly PathStep[]
  readonly key: TriggerKey
}

/** Where a trigger stands in the order: memberships, then the item's path, policy and principal on the content. */
export type TriggerKey = readonly [distance: number, pathRank: number, policy: number, principal: number]

export interface TriggerPage {
  readonly triggers: readonly Trigger[]
  readonly hasNext: boolean
  /** All triggers of the principal; its `trigger_count`. */
  readonly total: number
}

/** The triggers of `p` in order, `size` of them after the key `after`. */
export const triggersOf = (
  ground: Ground,
  p: number,
  size: number,
  after: TriggerKey | null,
): TriggerPage => {
  const ways = waysTo(ground, p)
  const found: Found[] = []
  for (let from = 0, to; from < ways.seeds.length && found.length <= size; from = to) {
    const steps = ways.distance[from]!
    for (to = from; ways.distance[to] === steps;) to++
    if (after === null || steps >= after[0])
      found.push(
        ...smallest(ground, ways, from, to, size + 1 - found.length, after?.[0] === steps ? after : null),
      )
  }
  return {
    triggers: found.slice(0, size).map(({ key, item, way }) => ({
      ...{ key, item, policy: key[2] },
      path: pathFrom(ground, key[3], ways.start[way]!),
    })),
    hasNext: found.length > size,
    total: ways.seeds.reduce((sum, seed) => sum + grantsNaming(ground.seeds, seed), 0),
  }
}

interface Found {
  readonly key: TriggerKey
  readonly item: number
  /** Place of the principal among the ways. */
  readonly way: number
}

const compare = (a: TriggerKey, b: TriggerKey): number =>
  a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3]

/** The first `most` triggers through the ways `[from, to)`, which are of one length, after `after`. */
const smallest = (
  { content, items: { pathRank } }: Ground,
  { seeds, distance }: Ways,
  from: number,
  to: number,
  most: number,
  after: TriggerKey | null,
): Found[] => {
  const kept: Found[] = []
  const tooLate = (key: TriggerKey): boolean => kept.length === most && compare(key, kept.at(-1)!.key) > 0
  const keep = (found: Found): void => {
    let place = kept.length
    while (place > 0 && compare(kept[place - 1]!.key, found.key) > 0) place--
    kept.splice(place, 0, found)
    if (kept.length > most) kept.pop()
  }
  for (let way = from; way < to; way++) {
    const seed = seeds[way]!
    for (let pair = content.offsets[seed]!; pair < content.offsets[seed + 1]!; pair++) {
      if (content.selects[pair] === 0) continue
      const set = content.setOf[pair]!
      const end = content.itemOffsets[set + 1]!
      let at = firstFrom(content.items, pathRank, content.itemOffsets[set]!, end, after?.[1] ?? 0)
      for (; at < end; at++) {
        const item = content.items[at]!
        const key: TriggerKey = [distance[way]!, pathRank[item]!, content.policyOf[pair]!, seed]
        if (tooLate(key)) break
        if (after === null || compare(key, after) > 0) keep({ key, item, way })
      }
    }
  }
  return kept
}
