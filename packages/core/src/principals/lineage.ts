import type { Condensation } from './condensation.js'
import { NONE, type PrincipalGraph } from './graph.js'
import { listsOf, type Lists } from './lists.js'

/**
 * What a walk tells of each component and account. `found[from … to)` are the components it has above it that
 * `base` has not: `base` is the parent that it hangs below, `NONE` where there is none.
 */
export interface LineageVisitor {
  /** `found[0 … to)` are `component` and all above it; `found[from]` is `component` itself. */
  enter?(component: number, from: number, to: number): void
  /** `found[0 … to)` are all components above `account`. Accounts in no group are not visited. */
  account(account: number, base: number, from: number, to: number): void
  /** Everything that hangs below `component` has been left. */
  leave(component: number, base: number, from: number, to: number): void
}

/**
 * Goes through a condensation and the accounts below it so that at each the distinct components above it are
 * at hand. Everything hangs below one of its parents, the one with the longest way up, and only what that one lacks
 * is looked up: where groups are woven together tightly, thousands have nearly the same groups above them.
 */
export class Lineages {
  readonly found: Int32Array
  private readonly held: Uint8Array
  private readonly base: Int32Array
  private size = 0

  /** @param leftOut 1 for each group, counted from `groupStart`, whose accounts are not below it. */
  constructor(
    private readonly graph: PrincipalGraph,
    private readonly dag: Condensation,
    private readonly leftOut?: Uint8Array,
  ) {
    this.found = new Int32Array(dag.components)
    this.held = new Uint8Array(dag.components)
    this.base = new Int32Array(dag.components)
  }

  walk(visitor: LineageVisitor): void {
    const { dag, base } = this
    const height = this.hang()
    const below = listsOf(dag.components, (put) => base.forEach((b, c) => b !== NONE && put(b, c)))
    const accounts = listsOf(dag.components, (put) => this.eachAccount(height, put))
    const next = below.offsets.slice()
    const path: number[] = []
    const marks: number[] = []
    const enter = (c: number): void => {
      const from = this.size
      this.climb(c)
      path.push(c)
      marks.push(from)
      visitor.enter?.(c, from, this.size)
      this.visitAccounts(c, accounts, visitor)
    }
    for (let root = 0; root < dag.components; root++) {
      if (base[root] !== NONE) continue
      enter(root)
      while (path.length > 0) {
        const c = path.at(-1)!
        if (next[c]! < below.offsets[c + 1]!) {
          enter(below.list[next[c]!++]!)
          continue
        }
        path.pop()
        const from = marks.pop()!
        visitor.leave(c, base[c]!, from, this.size)
        this.back(from)
      }
    }
  }

  /** Chooses each component's base; returns the number of components on the longest way up from each. */
  private hang(): Int32Array {
    const { offsets, parents, components } = this.dag
    const height = new Int32Array(components)
    for (let c = 0; c < components; c++) {
      let chosen = NONE
      for (let e = offsets[c]!; e < offsets[c + 1]!; e++) {
        if (chosen === NONE || height[parents[e]!]! > height[chosen]!) chosen = parents[e]!
      }
      this.base[c] = chosen
      height[c] = chosen === NONE ? 1 : height[chosen]! + 1
    }
    return height
  }

  /** Calls `put` with the base of each account and the place of its first membership. */
  private eachAccount(height: Int32Array, put: (base: number, edge: number) => void): void {
    const { member, userEdges } = this.graph
    for (let e = 0; e < userEdges;) {
      const first = e
      let chosen = NONE
      for (; e < userEdges && member[e] === member[first]; e++) {
        const c = this.componentAt(e)
        if (c !== NONE && (chosen === NONE || height[c]! > height[chosen]!)) chosen = c
      }
      if (chosen !== NONE) put(chosen, first)
    }
  }

  private visitAccounts(c: number, { offsets, list }: Lists, visitor: LineageVisitor): void {
    const { member, userEdges } = this.graph
    const from = this.size
    for (let at = offsets[c]!; at < offsets[c + 1]!; at++) {
      const account = member[list[at]!]!
      for (let e = list[at]!; e < userEdges && member[e] === account; e++) {
        const other = this.componentAt(e)
        if (other !== NONE) this.climb(other)
      }
      visitor.account(account, c, from, this.size)
      this.back(from)
    }
  }

  /** Component of the group of membership `e`, `NONE` where it is left out. */
  private componentAt(e: number): number {
    const g = this.graph.group[e]! - this.graph.groupStart
    return this.leftOut?.[g] === 1 ? NONE : this.dag.of[g]!
  }

  /** Adds `component` and all above it that are not held yet. */
  private climb(component: number): void {
    const { found, held } = this
    const { offsets, parents } = this.dag
    if (held[component] === 1) return
    held[component] = 1
    let tail = this.size
    found[tail++] = component
    for (let head = this.size; head < tail; head++) {
      const c = found[head]!
      for (let e = offsets[c]!; e < offsets[c + 1]!; e++) {
        const parent = parents[e]!
        if (held[parent] === 1) continue
        held[parent] = 1
        found[tail++] = parent
      }
    }
    this.size = tail
  }

  private back(mark: number): void {
    while (this.size > mark) this.held[this.found[--this.size]!] = 0
  }
}
