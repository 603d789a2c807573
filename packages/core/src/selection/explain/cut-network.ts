import { membershipAt, NONE } from '../../principals/graph.js'
import { isWide } from '../ruleset.js'
import { eachStepBack, principalOf, UP } from '../walk.js'
import { isImplied, isStart, type Ground } from './ground.js'
import { FlowNetwork, type BuiltNetwork } from './max-flow.js'
import { waysTo } from './ways.js'

export const SOURCE = 0
export const SINK = 1
/** The unit of an arc that nobody can take away. */
const FREE = -1

/** What can be taken away: all grants of a principal on the content, or one membership. */
export interface Unit {
  /** The membership's member, or the principal on the content. */
  readonly principal: number
  /** The membership's group; null for grants. */
  readonly group: number | null
  /** How many grants these are; 1 for a membership. */
  readonly cost: number
  arc: number
  /** The other arc where the closure may walk a membership both ways, else `NONE`. */
  twin: number
}

/** All that the closure walked on its ways to one principal, from the content (source) to it (sink). */
export interface CutNetwork {
  readonly built: BuiltNetwork
  /** Infinite for arcs of no unit. */
  readonly capacity: readonly number[]
  readonly from: readonly number[]
  readonly units: readonly Unit[]
}

/** Null where content does not select `p`. */
export const networkTo = (ground: Ground, p: number): CutNetwork | null => {
  const ways = waysTo(ground, p)
  if (ways.seeds.length === 0) return null
  const network = new FlowNetwork(2)
  const units: Unit[] = []
  const { marks, kept, terrain, graph } = ground
  kept.clear()
  const nodeOf = (state: number): number => {
    if (principalOf(state) === p) return SINK
    if (!kept.has(state)) kept.add(state, network.node())
    return kept.get(state)
  }
  const link = (from: number, to: number, unit: number): void => {
    const arc = network.arc(from, to, units[unit]?.cost ?? Infinity)
    const own = units[unit]
    if (own === undefined) return
    if (own.arc === NONE) own.arc = arc
    else own.twin = arc
  }
  const unitOf = (principal: number, group: number | null, cost: number): number =>
    units.push({ principal, group, cost, arc: NONE, twin: NONE }) - 1

  const memberships = new Map<number, number>()
  const membership = (member: number, group: number): number => {
    if (isImplied(ground, member, group)) return FREE
    // Nothing goes on from an account that was reached as a member, so that its memberships have one arc.
    if (member < graph.groupStart && !isWide(terrain.spread)) return unitOf(member, group, 1)
    const edge = membershipAt(graph, member, group)
    const known = memberships.get(edge)
    if (known !== undefined) return known
    memberships.set(edge, units.length)
    return unitOf(member, group, 1)
  }
  const turned = new Set<number>()
  for (const state of marks.order.subarray(0, marks.size)) {
    const far = principalOf(state)
    const stepped = isWide(terrain.spread) ? new Set<number>() : null
    eachStepBack(terrain, state, (before) => {
      const near = principalOf(before)
      if (near === p || !marks.has(before)) return
      const same = 2 * near + (state & 1)
      if (before !== same && !turned.has(before)) {
        turned.add(before)
        link(nodeOf(before), nodeOf(same), FREE)
      }
      if (stepped?.has(near)) return
      stepped?.add(near)
      const unit = (state & 1) === UP ? membership(near, far) : membership(far, near)
      link(nodeOf(same), nodeOf(state), unit)
    })
  }
  for (const seed of ways.seeds) {
    const node = seed === p ? SINK : network.node()
    link(SOURCE, node, unitOf(seed, null, ground.seeds.grants[seed]!))
    if (seed === p) continue
    for (const state of [2 * seed, 2 * seed + 1])
      if (marks.has(state) && isStart(ground, state)) link(node, nodeOf(state), FREE)
  }
  return { built: network.build(), capacity: network.capacity, from: network.from, units }
}
