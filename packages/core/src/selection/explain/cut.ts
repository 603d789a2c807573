import { NONE } from '../../principals/graph.js'
import { networkTo, SINK, SOURCE, type CutNetwork, type Unit } from './cut-network.js'
import { deselectedBy, type Removal } from './deselected.js'
import type { Ground } from './ground.js'
import { maxFlow } from './max-flow.js'

/** A set of grants and memberships without which a principal is not selected: of each of `seeds`, all grants. */
export interface Cut extends Removal {
  /** Number of grants of each of `seeds`. */
  readonly grants: readonly number[]
  /** Grants and memberships together: how many things have to be taken away. */
  readonly size: number
  /** Principals that are no longer selected then, the one explained among them. */
  readonly deselected: number
  /** Whether it is proven that no smaller set will do. */
  readonly proven: boolean
}

/**
 * The smallest set of grants and memberships whose removal deselects `p`, of several the one nearest to `p`;
 * null where content does not select it: a smallest cut of all the closure's ways, by its greatest flow.
 *
 * A membership is one thing to take away though the closure may walk it both ways. Where ways to `p` do so (only
 * through cycles, unless the decisions widen the closure), no quick exact method is known: such memberships are
 * tried one by one, and after so much work the best set found is given, not proven.
 */
export const smallestCut = (ground: Ground, p: number): Cut | null => {
  const network = networkTo(ground, p)
  if (network === null) return null
  const search = new Search(network)
  search.branch()
  const seeds: number[] = []
  const memberships: [number, number][] = []
  for (const { principal, group } of search.best) {
    if (group === null) seeds.push(principal)
    else memberships.push([principal, group])
  }
  seeds.sort((a, b) => a - b)
  memberships.sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const deselected = deselectedBy(ground, { seeds, memberships }).reduce((sum, gone) => sum + gone, 0)
  const grants = seeds.map((seed) => ground.seeds.grants[seed]!)
  return { seeds, grants, memberships, size: search.size, deselected, proven: search.proven }
}

/** Arcs looked at before the search is cut short, in greatest flows of so many arcs. */
const WORK = 50_000_000
const MOST_FLOWS = 2000

/**
 * Branch and bound over the memberships with two arcs. Each arc alone costs half, so a flow is a lower bound; a
 * cut through one of the two arcs only is settled by trying the membership taken away, then kept.
 */
class Search {
  best: readonly Unit[] = []
  size = Infinity
  proven = true
  private readonly capacity: Float64Array
  private readonly taken: Unit[] = []
  private flows: number

  constructor(private readonly network: CutNetwork) {
    this.capacity = Float64Array.from(network.capacity)
    this.flows = Math.max(1, Math.min(MOST_FLOWS, Math.floor(WORK / this.capacity.length)))
    for (const unit of network.units) if (unit.twin !== NONE) this.price(unit, unit.cost / 2)
  }

  branch(): void {
    if (this.flows-- === 0) this.proven = false
    if (!this.proven) return
    const { built, from, units } = this.network
    const { value, sinkSide } = maxFlow(built, this.capacity, SOURCE, SINK)
    const bound = Math.ceil(value + costOf(this.taken))
    if (bound >= this.size) return
    const isCut = (arc: number): boolean =>
      this.capacity[arc]! > 0 && sinkSide[from[arc]!] === 0 && sinkSide[built.to[arc]!] === 1
    const cut = units.filter(({ arc, twin }) => isCut(arc) || (twin !== NONE && isCut(twin)))
    const whole = [...this.taken, ...cut]
    const size = costOf(whole)
    if (size < this.size) {
      this.size = size
      this.best = whole
    }
    const half = cut.find(({ arc, twin }) => twin !== NONE && !(isCut(arc) && isCut(twin)))
    if (size === bound || half === undefined) return
    this.taken.push(half)
    this.price(half, 0)
    this.branch()
    this.taken.pop()
    this.price(half, Infinity)
    this.branch()
    this.price(half, half.cost / 2)
  }

  private price(unit: Unit, cost: number): void {
    this.capacity[unit.arc] = cost
    if (unit.twin !== NONE) this.capacity[unit.twin] = cost
  }
}

const costOf = (units: readonly Unit[]): number => units.reduce((sum, { cost }) => sum + cost, 0)
