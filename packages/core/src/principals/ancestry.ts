import type { Condensation } from './condensation.js'

/**
 * Visits sets of ancestors in a condensation, each component once, with one stamp array for all visits.
 * A visit collects the given components and all above them.
 */
export class Ancestry {
  private readonly stamp: Int32Array
  /** The components of the last visit, in the order met. */
  readonly found: Int32Array
  private visit = 0

  constructor(private readonly dag: Condensation) {
    this.stamp = new Int32Array(dag.components)
    this.found = new Int32Array(dag.components)
  }

  /** Begins a new visit. */
  begin(): void {
    this.visit++
  }

  /** Adds `component` and all above it to the visit that already found `count`. Returns the new count. */
  climb(component: number, count: number): number {
    const { stamp, found, visit } = this
    const { offsets, parents } = this.dag
    if (stamp[component] === visit) return count
    stamp[component] = visit
    let tail = count
    found[tail++] = component
    for (let head = count; head < tail; head++) {
      const c = found[head]!
      for (let e = offsets[c]!; e < offsets[c + 1]!; e++) {
        const parent = parents[e]!
        if (stamp[parent] === visit) continue
        stamp[parent] = visit
        found[tail++] = parent
      }
    }
    return tail
  }

  /** The strict ancestors of `component`, as the first `n` of `found`. */
  above(component: number): number {
    const { offsets, parents } = this.dag
    this.begin()
    let count = 0
    for (let e = offsets[component]!; e < offsets[component + 1]!; e++) count = this.climb(parents[e]!, count)
    return count
  }
}

/**
 * For every component the sum of `weight` over its distinct strict ancestors. Components with one parent take
 * theirs from it, so that a chain costs no more than its length.
 */
export const sumAbove = (dag: Condensation, weight: Float64Array, ancestry: Ancestry): Float64Array => {
  const sum = new Float64Array(dag.components)
  for (let c = 0; c < dag.components; c++) {
    const first = dag.offsets[c]!
    const parents = dag.offsets[c + 1]! - first
    if (parents === 1) {
      const parent = dag.parents[first]!
      sum[c] = sum[parent]! + weight[parent]!
    } else if (parents > 1) {
      let total = 0
      for (let i = 0, n = ancestry.above(c); i < n; i++) total += weight[ancestry.found[i]!]!
      sum[c] = total
    }
  }
  return sum
}

/**
 * For every component the sum of `weight` over all components strictly below it, each counted once, and of
 * what was given to it already: `single[c]` belongs below `c` alone and counts for all above `c` too,
 * `joint[c]` counts for `c` only. Both arrays are used up.
 */
export const sumBelow = (
  dag: Condensation,
  weight: Float64Array,
  single: Float64Array,
  joint: Float64Array,
  ancestry: Ancestry,
): Float64Array => {
  for (let c = dag.components - 1; c >= 0; c--) {
    const total = weight[c]! + single[c]!
    const first = dag.offsets[c]!
    const parents = dag.offsets[c + 1]! - first
    if (total === 0 || parents === 0) continue
    if (parents === 1) single[dag.parents[first]!]! += total
    else for (let i = 0, n = ancestry.above(c); i < n; i++) joint[ancestry.found[i]!]! += total
  }
  for (let c = 0; c < dag.components; c++) single[c]! += joint[c]!
  return single
}
