/**
 * The principals of a source and who is a member of what, in typed arrays with integer ids.
 *
 * Ids are row ids: accounts `[0, groupStart)`, groups `[groupStart, sources)`, then the unknown principals
 * `[sources, count)`, which only a policy names. Memberships are sorted by member, then group, so those of
 * accounts come first and stay a plain list that is read in sequence and never indexed; the small
 * group → group part is indexed both ways.
 */
export interface PrincipalGraph {
  readonly count: number
  readonly sources: number
  readonly groupStart: number
  readonly member: Int32Array
  readonly group: Int32Array
  /** The first `userEdges` memberships have an account as their member. */
  readonly userEdges: number
  /** The groups of group `g` are `group[parentOffsets[g - groupStart] … parentOffsets[g - groupStart + 1])`. */
  readonly parentOffsets: Int32Array
  /** The member groups of `g` are `children[childOffsets[g - groupStart] … childOffsets[g - groupStart + 1])`. */
  readonly childOffsets: Int32Array
  readonly children: Int32Array
}

export interface MembershipLists {
  readonly sources: number
  readonly unknown: number
  readonly groupStart: number
  /** Sorted by member, then group; distinct. Cycles and self-memberships are welcome. */
  readonly member: Int32Array
  readonly group: Int32Array
}

/** What is known of a principal beyond its memberships; bits of one byte per principal. */
export const Trait = {
  /** The `everyone` principal. */
  EVERYONE: 1,
  BUILT_IN: 2,
  /** A group that the previous run migrated: a top-up leaves it alone and it pulls no members. */
  NOT_REMIGRATED: 4,
  EXCLUDED: 8,
  /** The target holds the same principal, see `conflictsOf`. */
  ALREADY_ON_TARGET: 16,
  /** An earlier run migrated it, and no wipe came between. */
  TRANSFERRED: 32,
} as const

/** Marks an absent id in an `Int32Array` of ids. */
export const NONE = -1

/**
 * Builds the graph over the given arrays, which it keeps.
 * @throws RangeError where the memberships are unsorted, name an unknown id, or give an account members.
 */
export const buildGraph = ({
  sources,
  unknown,
  groupStart,
  member,
  group,
}: MembershipLists): PrincipalGraph => {
  const count = sources + unknown
  const groups = count - groupStart
  const edges = member.length
  check(member, group, groupStart, count)
  let userEdges = 0
  for (let low = 0, high = edges; low < high;) {
    const middle = (low + high) >>> 1
    if (member[middle]! < groupStart) low = userEdges = middle + 1
    else high = middle
  }
  const parentOffsets = new Int32Array(groups + 1)
  const childOffsets = new Int32Array(groups + 1)
  for (let e = userEdges; e < edges; e++) {
    parentOffsets[member[e]! - groupStart + 1]!++
    childOffsets[group[e]! - groupStart + 1]!++
  }
  parentOffsets[0] = userEdges
  for (let g = 0; g < groups; g++) {
    parentOffsets[g + 1]! += parentOffsets[g]!
    childOffsets[g + 1]! += childOffsets[g]!
  }
  const next = childOffsets.slice()
  const children = new Int32Array(edges - userEdges)
  for (let e = userEdges; e < edges; e++) children[next[group[e]! - groupStart]!++] = member[e]!
  return { count, sources, groupStart, member, group, userEdges, parentOffsets, childOffsets, children }
}

const check = (member: Int32Array, group: Int32Array, groupStart: number, count: number): void => {
  if (member.length !== group.length) throw new RangeError('Each membership needs a member and a group.')
  for (let e = 0, lastMember = 0, lastGroup = -1; e < member.length; e++) {
    const m = member[e]!
    const g = group[e]!
    if (m < lastMember || (m === lastMember && g <= lastGroup)) {
      throw new RangeError(`Membership ${e} is out of order or given twice.`)
    }
    if (m >= count || g >= count) throw new RangeError(`Membership ${e} names an unknown principal.`)
    if (g < groupStart) throw new RangeError(`Membership ${e} makes account ${g} a group.`)
    lastMember = m
    lastGroup = g
  }
}

/** Place of a membership in the lists, `NONE` where `member` is not directly in `group`. */
export const membershipAt = (graph: PrincipalGraph, member: number, group: number): number => {
  let low = 0
  for (let high = graph.member.length; low < high;) {
    const middle = (low + high) >>> 1
    if ((graph.member[middle]! - member || graph.group[middle]! - group) < 0) low = middle + 1
    else high = middle
  }
  return graph.member[low] === member && graph.group[low] === group ? low : NONE
}

/**
 * The same graph with every source principal a member of each `everyone`, as the repository means it
 * though it stores no such membership.
 */
export const withEveryoneAsGroup = (graph: PrincipalGraph, traits: Uint8Array): PrincipalGraph => {
  const { count, sources, groupStart, member, group } = graph
  const everyone: number[] = []
  for (let g = groupStart; g < count; g++) if (traits[g]! & Trait.EVERYONE) everyone.push(g)
  if (everyone.length === 0) return graph
  const size = member.length + sources * everyone.length
  const members = new Int32Array(size)
  const groups = new Int32Array(size)
  let at = 0
  const put = (m: number, g: number): void => {
    members[at] = m
    groups[at++] = g
  }
  for (let p = 0, e = 0; p < count; p++) {
    let next = p < sources ? 0 : everyone.length
    for (; e < member.length && member[e] === p; e++) {
      const g = group[e]!
      while (next < everyone.length && everyone[next]! < g) put(p, everyone[next++]!)
      if (everyone[next] === g) next++
      put(p, g)
    }
    while (next < everyone.length) put(p, everyone[next++]!)
  }
  return buildGraph({
    sources,
    unknown: count - sources,
    groupStart,
    member: members.subarray(0, at),
    group: groups.subarray(0, at),
  })
}
