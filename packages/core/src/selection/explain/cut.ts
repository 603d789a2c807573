import { Selected } from '../closure.js'
import { grantsNaming } from '../seeds.js'
import { CutNetwork, type Unit } from './cut-network.js'
import { deselectedBy, type Removal } from './deselected.js'
import type { Ground } from './ground.js'

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
  if ((ground.closure.bits[p]! & BY_CONTENT) === 0) return null
  const search = new Search(new CutNetwork(ground, p))
  search.branch()
  const seeds: number[] = []
  const memberships: [number, number][] = []
  for (const { principal, group } of search.best) {
    if (group === null) seeds.push(principal)
    else memberships.push([principal, group])
  }
  seeds.sort((a, b) => a - b)
  memberships.sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const deselected = deselectedBy(ground, { seeds, memberships }).length
  const grants = seeds.map((seed) => grantsNaming(ground.seeds, seed))
  return { seeds, grants, memberships, size: search.size, deselected, proven: search.proven }
}

const BY_CONTENT = Selected.ON_CONTENT | Selected.ANCESTOR | Selected.DESCENDANT

/** Arcs looked at, and flows, before the search is cut short. */
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
  private readonly taken: Unit[] = []
  private work = WORK
  private flows = MOST_FLOWS

  constructor(private readonly network: CutNetwork) {}

  branch(): void {
    const { network } = this
    if (this.size < Infinity && (this.flows-- <= 0 || this.work < 0)) this.proven = false
    if (!this.proven) return
    const flow = network.flow()
    this.work -= network.size
    const bound = Math.ceil(flow.value + costOf(this.taken))
    if (bound >= this.size) return
    const cutArcs = ({ arcs }: Unit): number => arcs.filter((arc) => network.isCut(arc, flow)).length
    const cut = network.units.filter((unit) => cutArcs(unit) > 0)
    const whole = [...this.taken, ...cut]
    const size = costOf(whole)
    if (size < this.size) {
      this.size = size
      this.best = whole
    }
    const half = cut.find((unit) => unit.twofold && cutArcs(unit) === 1)
    if (size === bound || half === undefined) return
    this.taken.push(half)
    network.price(half, 0)
    this.branch()
    this.taken.pop()
    network.price(half, Infinity)
    this.branch()
    network.price(half, half.cost / 2)
  }
}

const costOf = (units: readonly Unit[]): number => units.reduce((sum, { cost }) => sum + cost, 0)
