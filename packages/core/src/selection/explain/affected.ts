import { Marks } from './marks.js'
import { NONE, type PrincipalGraph } from '../../principals/graph.js'
import type { GrantSets, ItemGrants } from '../grants.js'

/** Owner, creator and last modifier of each item, `NONE` where it has none; empty where the grant sets hold them. */
export interface ItemPeople {
  readonly owner: Int32Array
  readonly createdBy: Int32Array
  readonly modifiedBy: Int32Array
}

/** Lists of whole numbers by key: those of key `k` are `list[offsets[k] … offsets[k + 1])`. */
interface Lists {
  readonly offsets: Int32Array
  readonly list: Int32Array
}

/** The items that have a grant for whom, in scope or not. */
export interface AffectedIndex {
  readonly graph: PrincipalGraph
  /** Items of each grant set, ascending. */
  readonly bySet: Lists
  /** Distinct grant sets that name each principal. */
  readonly setsOf: Lists
  /** Items that each principal owns, has created or has modified, ascending; an item may repeat. */
  readonly byPerson: Lists
  readonly seenSets: Marks
  /** A bit for each item. */
  readonly seenItems: Uint32Array
}

export const indexAffected = (
  graph: PrincipalGraph,
  sets: GrantSets,
  items: Pick<ItemGrants, 'set'>,
  people: ItemPeople,
): AffectedIndex => {
  const setCount = sets.offsets.length - 1
  return {
    graph,
    bySet: listsOf(setCount, (visit) => items.set.forEach((set, item) => visit(set, item))),
    setsOf: listsOf(graph.count, (visit) => {
      const last = new Int32Array(graph.count).fill(NONE)
      for (let set = 0; set < setCount; set++) {
        for (let e = sets.offsets[set]!; e < sets.offsets[set + 1]!; e++) {
          const p = sets.principal[e]!
          if (last[p] === set) continue
          last[p] = set
          visit(p, set)
        }
      }
    }),
    byPerson: listsOf(graph.count, (visit) => {
      for (let item = 0; item < people.owner.length; item++) {
        visit(people.owner[item]!, item)
        visit(people.createdBy[item]!, item)
        visit(people.modifiedBy[item]!, item)
      }
    }),
    seenSets: new Marks(setCount),
    seenItems: new Uint32Array((items.set.length + 31) >>> 5),
  }
}

const listsOf = (keys: number, each: (visit: (key: number, value: number) => void) => void): Lists => {
  const offsets = new Int32Array(keys + 1)
  each((key) => {
    if (key !== NONE) offsets[key + 1]!++
  })
  for (let key = 0; key < keys; key++) offsets[key + 1]! += offsets[key]!
  const next = offsets.slice()
  const list = new Int32Array(offsets[keys]!)
  each((key, value) => {
    if (key !== NONE) list[next[key]!++] = value
  })
  return { offsets, list }
}

/** A principal and all groups it is in, directly or not; itself first. */
export const withGroupsAbove = (graph: PrincipalGraph, p: number): Int32Array => {
  const seen = new Set([p])
  for (const at of seen) {
    const [from, to] = groupsAt(graph, at)
    for (let e = from; e < to; e++) seen.add(graph.group[e]!)
  }
  return Int32Array.from(seen)
}

/** Where the groups of `p` lie in `graph.group`. */
const groupsAt = (graph: PrincipalGraph, p: number): [from: number, to: number] => {
  const { groupStart, member, parentOffsets, userEdges } = graph
  if (p >= groupStart) return [parentOffsets[p - groupStart]!, parentOffsets[p - groupStart + 1]!]
  return [firstAtLeast(member, 0, userEdges, p), firstAtLeast(member, 0, userEdges, p + 1)]
}

const firstAtLeast = (sorted: Int32Array, from: number, to: number, value: number): number => {
  let low = from
  for (let high = to; low < high;) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * The next `size` items beyond `from` that have a grant for one of `principals`, nearest first. Items are in path
 * order, so `forward` goes down the tree; `from` is an item, or null for the end it starts at.
 */
export const affectedItems = (
  index: AffectedIndex,
  principals: Int32Array,
  size: number,
  from: number | null,
  forward: boolean,
): number[] => {
  const nearest: number[] = []
  const isNearer = (a: number, b: number): boolean => (forward ? a < b : a > b)
  const offer = ({ offsets, list }: Lists, key: number): void => {
    const [low, high] = [offsets[key]!, offsets[key + 1]!]
    const start = forward
      ? firstAtLeast(list, low, high, (from ?? NONE) + 1)
      : (from === null ? high : firstAtLeast(list, low, high, from)) - 1
    for (let at = start; at >= low && at < high; at += forward ? 1 : -1) {
      const item = list[at]!
      if (nearest.length === size && !isNearer(item, nearest.at(-1)!)) break
      let place = nearest.length
      while (place > 0 && isNearer(item, nearest[place - 1]!)) place--
      if (place > 0 && nearest[place - 1] === item) continue
      nearest.splice(place, 0, item)
      if (nearest.length > size) nearest.pop()
    }
  }
  if (size > 0) eachList(index, principals, offer)
  return nearest
}

/** The lists whose items together are those of the principals. */
const eachList = (
  { seenSets, setsOf, bySet, byPerson }: AffectedIndex,
  principals: Int32Array,
  visit: (lists: Lists, key: number) => void,
): void => {
  seenSets.clear()
  for (const p of principals) {
    for (let e = setsOf.offsets[p]!; e < setsOf.offsets[p + 1]!; e++) seenSets.add(setsOf.list[e]!, 0)
    visit(byPerson, p)
  }
  for (let i = 0; i < seenSets.size; i++) visit(bySet, seenSets.order[i]!)
}

/** Up to `size` of the items that have a grant for one of `principals`, in path order, from place `at` (from 0) on. */
export const affectedItemsAt = (
  index: AffectedIndex,
  principals: Int32Array,
  at: number,
  size: number,
): number[] => {
  const { seenItems } = index
  seenItems.fill(0)
  eachList(index, principals, ({ offsets, list }, key) => {
    for (let i = offsets[key]!; i < offsets[key + 1]!; i++) seenItems[list[i]! >>> 5]! |= 1 << (list[i]! & 31)
  })
  const found: number[] = []
  let before = 0
  for (let word = 0; word < seenItems.length && found.length < size; word++) {
    const bits = seenItems[word]!
    const count = bitCount(bits)
    if (before + count > at)
      for (let rest = bits, place = before; rest !== 0 && found.length < size; rest &= rest - 1)
        if (place++ >= at) found.push((word << 5) + 31 - Math.clz32(rest & -rest))
    before += count
  }
  return found
}

const bitCount = (bits: number): number => {
  const pairs = bits - ((bits >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
