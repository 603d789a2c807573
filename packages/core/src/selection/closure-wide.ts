import { FREE, Selected, type Closure } from './closure.js'
import { DOWN, eachStep, principalOf, startsOf, UP, type Terrain } from './walk.js'

/**
 * The closure where the decisions let members bring their groups or groups their other members: one
 * breadth-first walk over (principal, direction). It pays for an index of the accounts' memberships, and
 * under the default decisions its answer is `close`'s.
 */
export const closeWide = (terrain: Terrain, seeds: Int32Array): Closure => {
  const { count } = terrain.graph
  const bits = new Uint8Array(count)
  const from = [new Int32Array(count).fill(FREE), new Int32Array(count).fill(FREE)] as const
  const seen = new Uint8Array(2 * count)
  const queue = new Int32Array(2 * count)
  let tail = 0
  for (const p of seeds) {
    bits[p] = Selected.ON_CONTENT
    for (const state of startsOf(terrain, p)) {
      seen[state] = 1
      queue[tail++] = state
    }
  }
  for (let head = 0; head < tail; head++) {
    const state = queue[head]!
    eachStep(terrain, state, (next) => {
      const p = principalOf(next)
      bits[p]! |= (next & 1) === UP ? Selected.ANCESTOR : Selected.DESCENDANT
      if (seen[next] === 1) return
      seen[next] = 1
      from[next & 1]![p] = ((next ^ state) & 1) === 0 ? principalOf(state) : ~principalOf(state)
      queue[tail++] = next
    })
  }
  return { bits, up: from[UP], down: from[DOWN] }
}
