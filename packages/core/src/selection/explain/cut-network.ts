import { membershipAt } from '../../principals/graph.js'
import { Selected } from '../closure.js'
import { isWide } from '../ruleset.js'
import { DOWN, eachStepBack, principalOf, UP } from '../walk.js'
import { grantsNaming } from '../seeds.js'
import { comesBy, isImplied, isStart, isWalked, turnsInto, type Ground } from './ground.js'
import { FlowNetwork, maxFlow, type Flow } from './max-flow.js'
import { waysTo } from './ways.js'

/** What can be taken away: all grants of a principal on the content, or one membership. */
export interface Unit {
  /** The membership's member, or the principal on the content. */
  readonly principal: number
  /** The membership's group; null for grants. */
  readonly group: number | null
  /** How many grants these are; 1 for a membership. */
  readonly cost: number
  /** Whether the closure walks the membership both ways on its ways to the principal. */
  readonly twofold: boolean
  /** The arcs met so far: at most two for a membership walked both ways, else one. */
  readonly arcs: number[]
}

const SOURCE = 0
const SINK = 1

/**
 * All that the closure walked on its ways to one principal, from the content (source) to it (sink), as far as
 * flows have asked. An arc costs what its unit does, half of that where the unit has two; one of no unit is endless.
 */
export class CutNetwork {
  /** Those met so far. */
  readonly units: Unit[] = []
  private readonly network = new FlowNetwork()
  /** The states of the walk that a node stands for; none for the source and for grants. */
  private readonly states: (readonly number[])[] = []
  private readonly expanded: boolean[] = []
  private readonly prices = new Map<Unit, number>()
  private readonly memberships = new Map<number, Unit>()
  private readonly grants = new Map<number, number>()
  private readonly isTwofold: (member: number, group: number) => boolean

  constructor(
    private readonly ground: Ground,
    private readonly p: number,
  ) {
    this.isTwofold = twofoldOnWaysTo(ground, p)
    ground.kept.clear()
    this.node([])
    this.node([2 * p + UP, 2 * p + DOWN].filter((state) => isReached(ground, state)))
  }

  /** Arcs met so far, either way. */
  get size(): number {
    return this.network.to.length
  }

  flow(): Flow {
    return maxFlow(this.network, SOURCE, SINK, (node) => this.expand(node))
  }

  /** Whether the cut nearest to the principal goes through an arc. */
  isCut(arc: number, { reachesSink }: Flow): boolean {
    const { to, capacity } = this.network
    return capacity[arc]! > 0 && reachesSink(to[arc]!) && !reachesSink(to[arc ^ 1]!)
  }

  /** Prices each arc of a unit, those to come too. */
  price(unit: Unit, price: number): void {
    this.prices.set(unit, price)
    for (const arc of unit.arcs) this.network.capacity[arc] = price
  }

  /** Adds the arcs into a node. */
  private expand(node: number): void {
    if (this.expanded[node] === true) return
    this.expanded[node] = true
    if (node === SINK && isOnContent(this.ground, this.p)) this.link(SOURCE, SINK, this.grantsUnit(this.p))
    for (const state of this.states[node]!) this.expandState(node, state)
  }

  private expandState(node: number, state: number): void {
    const { ground, p } = this
    const { terrain } = ground
    const far = principalOf(state)
    if (node !== SINK && isOnContent(ground, far) && isStart(ground, state))
      this.link(this.grantsOf(far), node, null)
    if (node !== SINK && turnsInto(ground, state)) this.link(this.nodeOf(state ^ 1), node, null)
    const met = isWide(terrain.spread) ? new Set<number>() : null
    eachStepBack(terrain, state, (before) => {
      const near = principalOf(before)
      if (near === p || !isWalked(ground, before) || met?.has(near) === true) return
      met?.add(near)
      const unit = (state & 1) === UP ? this.membership(near, far) : this.membership(far, near)
      this.link(this.nodeOf(2 * near + (state & 1)), node, unit)
    })
  }

  private link(from: number, to: number, unit: Unit | null): void {
    const price = unit === null ? Infinity : (this.prices.get(unit) ?? unit.cost / (unit.twofold ? 2 : 1))
    const arc = this.network.arc(from, to, price)
    unit?.arcs.push(arc)
  }

  private node(states: readonly number[]): number {
    this.states.push(states)
    return this.network.node()
  }

  private nodeOf(state: number): number {
    const { kept } = this.ground
    if (principalOf(state) === this.p) return SINK
    if (!kept.has(state)) kept.add(state, this.node([state]))
    return kept.get(state)
  }

  /** The node from which a principal on the content begins, behind its grants. */
  private grantsOf(seed: number): number {
    const known = this.grants.get(seed)
    if (known !== undefined) return known
    const node = this.node([])
    this.grants.set(seed, node)
    this.link(SOURCE, node, this.grantsUnit(seed))
    return node
  }

  private grantsUnit(seed: number): Unit {
    return this.unit(seed, null, grantsNaming(this.ground.seeds, seed), false)
  }

  private unit(principal: number, group: number | null, cost: number, twofold: boolean): Unit {
    const unit: Unit = { principal, group, cost, twofold, arcs: [] }
    this.units.push(unit)
    return unit
  }

  /** Null where nobody can take it away. */
  private membership(member: number, group: number): Unit | null {
    if (isImplied(this.ground, member, group)) return null
    if (!this.isTwofold(member, group)) return this.unit(member, group, 1, false)
    const edge = membershipAt(this.ground.graph, member, group)
    const unit = this.memberships.get(edge) ?? this.unit(member, group, 1, true)
    this.memberships.set(edge, unit)
    return unit
  }
}

const isOnContent = ({ closure }: Ground, p: number): boolean =>
  (closure.bits[p]! & Selected.ON_CONTENT) !== 0

const isReached = ({ closure }: Ground, state: number): boolean =>
  (closure.bits[principalOf(state)]! & ((state & 1) === UP ? Selected.ANCESTOR : Selected.DESCENDANT)) !== 0

/**
 * Which memberships the closure walks both ways on its ways to `p`. Unless the decisions widen it, only such as lie
 * on a cycle that `p` lies on: to come up to `p` and down to `p` both, they have to be below and above it.
 */
const twofoldOnWaysTo = (ground: Ground, p: number): ((member: number, group: number) => boolean) => {
  const { marks, terrain, cycles, graph } = ground
  if (!isWide(terrain.spread) && (p < graph.groupStart || cycles[p - graph.groupStart] === 0))
    return () => false
  waysTo(ground, p)
  return (member, group) =>
    member !== p &&
    group !== p &&
    marks.has(2 * group + UP) &&
    marks.has(2 * member + DOWN) &&
    comesBy(ground, member, group).length === 2
}
