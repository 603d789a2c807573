import { Ancestry } from '../principals/ancestry.js'
import { condense, type Condensation } from '../principals/condensation.js'
import { NONE, type PrincipalGraph } from '../principals/graph.js'
import type { GrantSets } from './grants.js'

/** Exact numbers of distinct items of each principal: with a grant for it, and for it or any group it is in. */
export interface ItemCounts {
  readonly direct: Int32Array
  readonly effective: Int32Array
}

/** The distinct grant sets that name each principal: `sets[offsets[p] … offsets[p + 1])`. */
interface Postings {
  readonly offsets: Int32Array
  readonly sets: Int32Array
}

/**
 * Counts over grant sets, not items: principals with the same sets share their items, and a set is counted
 * once for a principal however many ways lead to it. Every kind of grant counts, allow or deny. The implicit
 * membership in `everyone` does not: what everyone can reach tells nothing of anyone.
 * @param itemsOf number of items with each grant set (those the caller wants counted).
 */
export const itemCounts = (graph: PrincipalGraph, sets: GrantSets, itemsOf: Int32Array): ItemCounts => {
  const { count, groupStart } = graph
  const own = postingsOf(count, (p) => p, sets)
  const direct = new Int32Array(count)
  for (let p = 0; p < count; p++) {
    for (let e = own.offsets[p]!; e < own.offsets[p + 1]!; e++) direct[p]! += itemsOf[own.sets[e]!]!
  }
  const dag = condense(graph)
  const shared = postingsOf(dag.components, (p) => (p < groupStart ? NONE : dag.of[p - groupStart]!), sets)
  const effective = direct.slice()
  const union = new Union(itemsOf)
  const families = familiesOf(graph, dag, own)
  const ofComponent = new Int32Array(dag.components)
  const ancestry = new Ancestry(dag)
  for (let c = 0; c < dag.components; c++) {
    if (families.isChild[c] === 1) continue
    union.clear()
    for (let i = 0, n = ancestry.above(c); i < n; i++) union.add(shared, ancestry.found[i]!)
    countFamily(c, families, union, shared, own, ofComponent, effective)
  }
  for (let g = 0; g < dag.of.length; g++) effective[g + groupStart] = ofComponent[dag.of[g]!]!
  countAccounts(graph, dag, own, shared, ancestry, union, ofComponent, effective)
  return { direct, effective }
}

/** Items of a growing union of sets; `mark` and `back` undo what was added since. */
class Union {
  items = 0
  private readonly stamp: Int32Array
  private readonly added: Int32Array
  private size = 0
  private round = 0

  constructor(private readonly itemsOf: Int32Array) {
    this.stamp = new Int32Array(itemsOf.length)
    this.added = new Int32Array(itemsOf.length)
  }

  clear(): void {
    this.round++
    this.size = 0
    this.items = 0
  }

  add({ offsets, sets }: Postings, at: number): void {
    const { stamp, added, itemsOf, round } = this
    for (let e = offsets[at]!; e < offsets[at + 1]!; e++) {
      const s = sets[e]!
      if (stamp[s] === round) continue
      stamp[s] = round
      added[this.size++] = s
      this.items += itemsOf[s]!
    }
  }

  mark(): number {
    return this.size
  }

  back(mark: number): void {
    while (this.size > mark) {
      const s = this.added[--this.size]!
      this.stamp[s] = 0
      this.items -= this.itemsOf[s]!
    }
  }
}

const postingsOf = (owners: number, ownerOf: (principal: number) => number, sets: GrantSets): Postings => {
  const offsets = new Int32Array(owners + 1)
  const last = new Int32Array(owners).fill(NONE)
  const each = (visit: (owner: number, set: number) => void): void => {
    last.fill(NONE)
    for (let s = 0; s < sets.offsets.length - 1; s++) {
      for (let e = sets.offsets[s]!; e < sets.offsets[s + 1]!; e++) {
        const owner = ownerOf(sets.principal[e]!)
        if (owner === NONE || last[owner] === s) continue
        last[owner] = s
        visit(owner, s)
      }
    }
  }
  each((owner) => offsets[owner + 1]!++)
  for (let p = 0; p < owners; p++) offsets[p + 1]! += offsets[p]!
  const next = offsets.slice()
  const list = new Int32Array(offsets[owners]!)
  each((owner, s) => (list[next[owner]!++] = s))
  return { offsets, sets: list }
}

/**
 * Components with one parent are its children here: their union is their parent's and their own sets. So are
 * accounts in one component that have sets of their own.
 */
interface Families {
  readonly isChild: Uint8Array
  readonly firstChild: Int32Array
  readonly nextChild: Int32Array
  readonly firstAccount: Int32Array
  readonly nextAccount: Int32Array
}

const familiesOf = (graph: PrincipalGraph, dag: Condensation, own: Postings): Families => {
  const isChild = new Uint8Array(dag.components)
  const firstChild = new Int32Array(dag.components).fill(NONE)
  const nextChild = new Int32Array(dag.components).fill(NONE)
  for (let c = dag.components - 1; c >= 0; c--) {
    if (dag.offsets[c + 1]! - dag.offsets[c]! !== 1) continue
    const parent = dag.parents[dag.offsets[c]!]!
    isChild[c] = 1
    nextChild[c] = firstChild[parent]!
    firstChild[parent] = c
  }
  const { member, group, userEdges, groupStart } = graph
  const firstAccount = new Int32Array(dag.components).fill(NONE)
  const nextAccount = new Int32Array(groupStart).fill(NONE)
  for (let e = 0; e < userEdges; e++) {
    const u = member[e]!
    if ((e > 0 && member[e - 1] === u) || (e + 1 < userEdges && member[e + 1] === u)) continue
    if (own.offsets[u] === own.offsets[u + 1]) continue
    const c = dag.of[group[e]! - groupStart]!
    nextAccount[u] = firstAccount[c]!
    firstAccount[c] = u
  }
  return { isChild, firstChild, nextChild, firstAccount, nextAccount }
}

/** Counts `root`, whose ancestors' sets the union holds, and all its family below, taking back on the way up. */
const countFamily = (
  root: number,
  { firstChild, nextChild, firstAccount, nextAccount }: Families,
  union: Union,
  shared: Postings,
  own: Postings,
  ofComponent: Int32Array,
  effective: Int32Array,
): void => {
  const path = [root]
  const marks = [union.mark()]
  let entering = true
  while (path.length > 0) {
    const c = path.at(-1)!
    if (entering) {
      union.add(shared, c)
      ofComponent[c] = union.items
      for (let u = firstAccount[c]!; u !== NONE; u = nextAccount[u]!) {
        const mark = union.mark()
        union.add(own, u)
        effective[u] = union.items
        union.back(mark)
      }
      if (firstChild[c] !== NONE) {
        path.push(firstChild[c]!)
        marks.push(union.mark())
        continue
      }
    }
    path.pop()
    union.back(marks.pop()!)
    entering = path.length > 0 && nextChild[c] !== NONE
    if (entering) {
      path.push(nextChild[c]!)
      marks.push(union.mark())
    }
  }
}

/** Counts the accounts that no family holds: those in several groups, and those without sets of their own. */
const countAccounts = (
  { member, group, userEdges, groupStart }: PrincipalGraph,
  dag: Condensation,
  own: Postings,
  shared: Postings,
  ancestry: Ancestry,
  union: Union,
  ofComponent: Int32Array,
  effective: Int32Array,
): void => {
  for (let e = 0; e < userEdges;) {
    const u = member[e]!
    const from = e
    while (e < userEdges && member[e] === u) e++
    const bare = own.offsets[u] === own.offsets[u + 1]
    if (e - from === 1) {
      if (bare) effective[u] = ofComponent[dag.of[group[from]! - groupStart]!]!
      continue
    }
    ancestry.begin()
    union.clear()
    union.add(own, u)
    let found = 0
    for (let i = from; i < e; i++) {
      const c = dag.of[group[i]! - groupStart]!
      if (ofComponent[c]! > 0) found = ancestry.climb(c, found)
    }
    for (let i = 0; i < found; i++) union.add(shared, ancestry.found[i]!)
    effective[u] = union.items
  }
}
