import { condense, type Condensation } from '../principals/condensation.js'
import { NONE, type PrincipalGraph } from '../principals/graph.js'
import { Lineages } from '../principals/lineage.js'
import { seedPullsMembers, type Walls } from './closure.js'
import type { Spread } from './ruleset.js'
import type { Seeds } from './seeds.js'

/**
 * How many grants select each principal: the distinct (item, policy, principal on the content) triples in
 * scope whose principal is the selected one, a member of it (direct or not), or a group it is in (direct or
 * not) that brings its members. Exact, whatever the number of membership paths. Repeated entries of one
 * principal in one policy are one grant.
 *
 * A triple names its principal, so no triple is shared between two of them, and the count is a sum over the
 * distinct principals on the content that select: it needs no union of items. Not offered where the decisions
 * widen the closure (`closeWide`): there every principal can have nearly every seed, each to be found apart.
 */
export const triggerCounts = (
  graph: PrincipalGraph,
  seeds: Seeds,
  traits: Uint8Array,
  spread: Spread,
  walls: Walls,
): Float64Array => {
  const { groupStart } = graph
  const groups = graph.count - groupStart
  const marks = (wall: number) =>
    Uint8Array.from({ length: groups }, (_, g) => +((traits[g + groupStart]! & wall) !== 0))
  const grants = new Float64Array(graph.count)
  seeds.order.forEach((seed, place) => (grants[seed] = seeds.grants[place]!))
  const counts = grants.slice()
  const loops = spread.ancestors
    ? addFromMembers(graph, grants, traits, walls, marks(walls.up), counts)
    : null
  if (spread.descendants !== 'NONE')
    addFromGroups(graph, grants, traits, spread, marks(walls.down), loops, counts)
  return counts
}

/** Adds to each group the grants of all principals below it, members of its own cycle included. */
const addFromMembers = (
  graph: PrincipalGraph,
  grants: Float64Array,
  traits: Uint8Array,
  walls: Walls,
  walled: Uint8Array,
  counts: Float64Array,
): { dag: Condensation; walled: Uint8Array } => {
  const { groupStart } = graph
  const dag = condense(graph, { asMember: walled })
  const weight = new Float64Array(dag.components)
  for (let g = 0; g < dag.of.length; g++) {
    if (walled[g] === 0) weight[dag.of[g]!]! += grants[g + groupStart]!
  }
  const below = new Float64Array(dag.components)
  /** Of `below`, what hangs below each: it counts for all above it too. */
  const hanging = new Float64Array(dag.components)
  const lineages = new Lineages(graph, dag)
  const give = (given: number, base: number, from: number, to: number): void => {
    if (given === 0) return
    for (let i = from; i < to; i++) below[lineages.found[i]!]! += given
    if (base !== NONE) hanging[base]! += given
  }
  lineages.walk({
    account: (account, base, from, to) =>
      give((traits[account]! & walls.up) === 0 ? grants[account]! : 0, base, from, to),
    leave(component, base, from, to) {
      below[component]! += hanging[component]!
      give(weight[component]! + hanging[component]!, base, from + 1, to)
    },
  })
  for (let g = 0; g < dag.of.length; g++) {
    const c = dag.of[g]!
    const own = walled[g] === 0 ? grants[g + groupStart]! : 0
    counts[g + groupStart]! += weight[c]! - own + below[c]!
  }
  return { dag, walled }
}

/** Adds to each principal the grants of the groups that bring it, but those that `loops` counted as members. */
const addFromGroups = (
  graph: PrincipalGraph,
  grants: Float64Array,
  traits: Uint8Array,
  spread: Spread,
  walled: Uint8Array,
  loops: { dag: Condensation; walled: Uint8Array } | null,
  counts: Float64Array,
): void => {
  const { groupStart } = graph
  const dag = condense(graph, { asGroup: walled })
  const groups = dag.of.length
  const pulls = new Float64Array(groups)
  const weight = new Float64Array(dag.components)
  for (let g = 0; g < groups; g++) {
    const brings = walled[g] === 0 && seedPullsMembers(traits[g + groupStart]!, spread)
    pulls[g] = brings ? grants[g + groupStart]! : 0
    weight[dag.of[g]!]! += pulls[g]!
  }
  const lineages = new Lineages(graph, dag, walled)
  const withAbove = new Float64Array(dag.components)
  let held = 0
  const sum = (from: number, to: number): number => {
    let found = 0
    for (let i = from; i < to; i++) found += weight[lineages.found[i]!]!
    return found
  }
  lineages.walk({
    enter: (component, from, to) => (withAbove[component] = held += sum(from, to)),
    account: (account, _base, from, to) => (counts[account]! += held + sum(from, to)),
    leave: (_component, _base, from, to) => (held -= sum(from, to)),
  })
  for (let g = 0; g < groups; g++) counts[g + groupStart]! += withAbove[dag.of[g]!]! - pulls[g]!
  if (loops !== null) takeBackLoops(graph, loops.dag, pulls, loops.walled, walled, counts)
}

/**
 * Takes off what the walk down counted a second time: the groups that are both above and below a group. They
 * share its cycle; only round a group that brings no groups itself does such a ring not show as a cycle.
 */
const takeBackLoops = (
  graph: PrincipalGraph,
  loops: Condensation,
  pulls: Float64Array,
  bringsNoGroups: Uint8Array,
  bringsNoMembers: Uint8Array,
  counts: Float64Array,
): void => {
  const all = new Float64Array(loops.components)
  const broken = new Uint8Array(loops.components)
  for (let g = 0; g < pulls.length; g++) {
    all[loops.of[g]!]! += pulls[g]!
    broken[loops.of[g]!]! |= bringsNoMembers[g]!
  }
  const above = new Reach(pulls.length)
  const below = new Reach(pulls.length)
  for (let g = 0; g < pulls.length; g++) {
    const loop = loops.of[g]!
    const ring = bringsNoGroups[g] === 1
    if (loops.size[loop] === 1 && !ring) continue
    if (broken[loop] === 0 && !ring) {
      counts[g + graph.groupStart]! -= all[loop]! - pulls[g]!
      continue
    }
    const inside = (next: number): boolean => ring || loops.of[next] === loop
    above.from(
      g,
      graph.parentOffsets,
      graph.group,
      graph.groupStart,
      (next) => bringsNoMembers[next] === 0 && inside(next),
    )
    below.from(
      g,
      graph.childOffsets,
      graph.children,
      graph.groupStart,
      (next) => bringsNoGroups[next] === 0 && inside(next),
    )
    for (let i = 1; i < above.size; i++) {
      const other = above.found[i]!
      if (below.holds(other)) counts[g + graph.groupStart]! -= pulls[other]!
    }
  }
}

/** What one group reaches along some edges, itself first. */
class Reach {
  readonly found: Int32Array
  size = 0
  private readonly stamp: Int32Array
  private round = 0

  constructor(groups: number) {
    this.found = new Int32Array(groups)
    this.stamp = new Int32Array(groups)
  }

  holds(g: number): boolean {
    return this.stamp[g] === this.round
  }

  from(
    start: number,
    offsets: Int32Array,
    targets: Int32Array,
    base: number,
    pass: (g: number) => boolean,
  ): void {
    this.round++
    this.size = 0
    this.stamp[start] = this.round
    this.found[this.size++] = start
    for (let head = 0; head < this.size; head++) {
      const g = this.found[head]!
      for (let e = offsets[g]!; e < offsets[g + 1]!; e++) {
        const next = targets[e]! - base
        if (this.holds(next) || !pass(next)) continue
        this.stamp[next] = this.round
        this.found[this.size++] = next
      }
    }
  }
}
