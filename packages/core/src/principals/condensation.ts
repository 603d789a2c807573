import type { PrincipalGraph } from './graph.js'

/**
 * The group graph with each cycle drawn together into one component, so that nothing goes round in circles.
 * Groups are counted from `groupStart` here. Components are numbered so that a component's parents have
 * smaller numbers than it.
 */
export interface Condensation {
  readonly components: number
  /** Component of each group. */
  readonly of: Int32Array
  readonly size: Int32Array
  /** Distinct parents of component `c`, itself never among them: `parents[offsets[c] … offsets[c + 1])`. */
  readonly offsets: Int32Array
  readonly parents: Int32Array
}

/** Which memberships of groups in groups are left out of a condensation; 1 = left out. Both by group. */
export interface Cuts {
  /** The group is in no group. */
  readonly asMember?: Uint8Array
  /** The group has no members. */
  readonly asGroup?: Uint8Array
}

/** Strongly connected components by Tarjan's algorithm, without recursion. */
export const condense = (graph: PrincipalGraph, cuts: Cuts = {}): Condensation => {
  const { groupStart, parentOffsets, group } = graph
  const groups = graph.count - groupStart
  const { asMember, asGroup } = cuts
  const of = new Int32Array(groups).fill(-1)
  const index = new Int32Array(groups)
  const low = new Int32Array(groups)
  const edge = new Int32Array(groups)
  const stack = new Int32Array(groups)
  const path = new Int32Array(groups)
  const end = (g: number): number => (asMember?.[g] === 1 ? parentOffsets[g]! : parentOffsets[g + 1]!)
  let visited = 0
  let held = 0
  let components = 0
  for (let root = 0; root < groups; root++) {
    if (index[root] !== 0) continue
    let depth = 0
    path[0] = root
    index[root] = low[root] = ++visited
    edge[root] = parentOffsets[root]!
    stack[held++] = root
    while (depth >= 0) {
      const g = path[depth]!
      if (edge[g]! < end(g)) {
        const next = group[edge[g]!++]! - groupStart
        if (asGroup?.[next] === 1) continue
        if (index[next] === 0) {
          index[next] = low[next] = ++visited
          edge[next] = parentOffsets[next]!
          stack[held++] = next
          path[++depth] = next
        } else if (of[next] === -1 && index[next]! < low[g]!) low[g] = index[next]!
        continue
      }
      if (low[g] === index[g]) {
        let last
        do {
          last = stack[--held]!
          of[last] = components
        } while (last !== g)
        components++
      }
      depth--
      if (depth >= 0 && low[g]! < low[path[depth]!]!) low[path[depth]!] = low[g]!
    }
  }
  return { components, of, ...linkComponents(graph, of, components, cuts) }
}

const linkComponents = (graph: PrincipalGraph, of: Int32Array, components: number, cuts: Cuts) => {
  const { groupStart, parentOffsets, group } = graph
  const size = new Int32Array(components)
  for (const c of of) size[c]!++
  const start = new Int32Array(components + 1)
  for (let c = 0; c < components; c++) start[c + 1] = start[c]! + size[c]!
  const next = start.slice()
  const members = new Int32Array(of.length)
  for (let g = 0; g < of.length; g++) members[next[of[g]!]!++] = g
  const offsets = new Int32Array(components + 1)
  const parents = new Int32Array(group.length - graph.userEdges)
  const seen = new Int32Array(components).fill(-1)
  let at = 0
  for (let c = 0; c < components; c++) {
    seen[c] = c
    for (let i = start[c]!; i < start[c + 1]!; i++) {
      const g = members[i]!
      if (cuts.asMember?.[g] === 1) continue
      for (let e = parentOffsets[g]!; e < parentOffsets[g + 1]!; e++) {
        const parent = group[e]! - groupStart
        const target = of[parent]!
        if (cuts.asGroup?.[parent] === 1 || seen[target] === c) continue
        seen[target] = c
        parents[at++] = target
      }
    }
    offsets[c + 1] = at
  }
  return { size, offsets, parents: parents.subarray(0, at) }
}
