import { condense } from '../principals/condensation.js'
import { NONE, type PrincipalGraph } from '../principals/graph.js'
import { Lineages } from '../principals/lineage.js'
import { listsOf, type Lists } from '../principals/lists.js'
import type { GrantSets } from './grants.js'

/** Exact numbers of distinct items of each principal: with a grant for it, and for it or any group it is in. */
export interface ItemCounts {
  readonly direct: Int32Array
  readonly effective: Int32Array
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
    for (let e = own.offsets[p]!; e < own.offsets[p + 1]!; e++) direct[p]! += itemsOf[own.list[e]!]!
  }
  const dag = condense(graph)
  const shared = postingsOf(dag.components, (p) => (p < groupStart ? NONE : dag.of[p - groupStart]!), sets)
  const effective = direct.slice()
  const union = new Union(itemsOf)
  const ofComponent = new Int32Array(dag.components)
  const lineages = new Lineages(graph, dag)
  const marks: number[] = []
  const addFound = (from: number, to: number): number => {
    const mark = union.mark()
    for (let i = from; i < to; i++) union.add(shared, lineages.found[i]!)
    return mark
  }
  lineages.walk({
    enter(component, from, to) {
      marks.push(addFound(from, to))
      ofComponent[component] = union.items
    },
    account(account, _base, from, to) {
      const mark = addFound(from, to)
      union.add(own, account)
      effective[account] = union.items
      union.back(mark)
    },
    leave: () => union.back(marks.pop()!),
  })
  for (let g = 0; g < dag.of.length; g++) effective[g + groupStart] = ofComponent[dag.of[g]!]!
  return { direct, effective }
}

/** Items of a union of sets; `back` takes out again what was added since its `mark`. */
class Union {
  items = 0
  private readonly held: Uint8Array
  private readonly added: Int32Array
  private size = 0

  constructor(private readonly itemsOf: Int32Array) {
    this.held = new Uint8Array(itemsOf.length)
    this.added = new Int32Array(itemsOf.length)
  }

  add({ offsets, list }: Lists, at: number): void {
    const { held, added, itemsOf } = this
    for (let e = offsets[at]!; e < offsets[at + 1]!; e++) {
      const s = list[e]!
      if (held[s] === 1) continue
      held[s] = 1
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
      this.held[s] = 0
      this.items -= this.itemsOf[s]!
    }
  }
}

/** The distinct grant sets that name each owner's principals. */
const postingsOf = (owners: number, ownerOf: (principal: number) => number, sets: GrantSets): Lists => {
  const last = new Int32Array(owners)
  return listsOf(owners, (put) => {
    last.fill(NONE)
    for (let s = 0; s < sets.offsets.length - 1; s++) {
      for (let e = sets.offsets[s]!; e < sets.offsets[s + 1]!; e++) {
        const owner = ownerOf(sets.principal[e]!)
        if (owner === NONE || last[owner] === s) continue
        last[owner] = s
        put(owner, s)
      }
    }
  })
}
