import { NONE } from '../../principals/graph.js'
import { eachGroup, eachMember } from '../../principals/user-index.js'
import type { PathStep } from '../path.js'
import { principalOf, UP } from '../walk.js'
import type { Ground } from './ground.js'
import { bestGrant, onTheWay, type GrantEnd, type ObstacleCode } from './obstacles.js'
import { triggersOf } from './triggers.js'
import { pathFrom } from './ways.js'

/** What stands in the way, and at which step of the path: 0 is the principal on the content. */
export interface Obstacle {
  readonly code: ObstacleCode
  readonly step: number
}

/** A grant and a membership path from it to a principal, with all that keeps it from selecting the principal. */
export interface NearestPath {
  readonly item: number
  /** Index into `POLICIES`. */
  readonly policy: number
  readonly path: readonly PathStep[]
  /** Without these the grant would select the principal; none where it does. */
  readonly obstacles: readonly Obstacle[]
}

interface End {
  readonly obstacles: number
  readonly steps: number
  readonly grant: GrantEnd
  readonly principal: number
  /** Where the walk would begin; -1 for the principal itself. */
  readonly start: number
}

/**
 * The path by which `p` is selected or most nearly would be: fewest obstacles, then fewest memberships, then the
 * item's path. Null where no policy names a principal that is related to `p`, or the ruleset asks for no content.
 */
export const nearestPath = (ground: Ground, p: number): NearestPath | null => {
  const [trigger] = triggersOf(ground, p, 1, null).triggers
  if (trigger !== undefined) return { ...trigger, obstacles: [] }
  if (ground.ruleset.selectsAll) return null
  const end = nearestEnd(ground, p)
  if (end === null) return null
  const path = pathFrom(ground, end.principal, end.start)
  return { item: end.grant.item, policy: end.grant.policy, path, obstacles: obstaclesOn(ground, end) }
}

/** Walks back from `p` over all memberships, by obstacles met, then by steps. */
const nearestEnd = (ground: Ground, p: number): End | null => {
  const { marks } = ground
  let best: End | null = null
  const offer = (principal: number, start: number, obstacles: number, steps: number): void => {
    const grant = bestGrant(ground, principal)
    if (grant === null) return
    const end = { obstacles: obstacles + grant.obstacles.length, steps, grant, principal, start }
    if (best === null || before(end, best)) best = end
  }
  const pending = new Pending()
  marks.clear()
  offer(p, NONE, 0, 0)
  for (const state of [2 * p, 2 * p + 1]) pending.put(0, 0, state, state)
  for (let next = pending.take(); next !== null; next = pending.take()) {
    const { obstacles, steps, state, onward } = next
    if (best !== null && comesAfter(obstacles, steps, best)) break
    if (marks.has(state)) continue
    marks.add(state, onward)
    if (steps > 0) offer(principalOf(state), state, obstacles + onTheWay.start(ground, state).length, steps)
    eachMembershipBack(ground, state, (from) => {
      for (const way of [2 * from, 2 * from + 1])
        pending.put(obstacles + onTheWay.step(ground, way, state).length, steps + 1, way, state)
    })
  }
  return best
}

const comesAfter = (obstacles: number, steps: number, best: End): boolean =>
  obstacles > best.obstacles || (obstacles === best.obstacles && steps > best.steps)

const before = (a: End, b: End): boolean =>
  (a.obstacles - b.obstacles ||
    a.steps - b.steps ||
    a.grant.rank - b.grant.rank ||
    a.grant.policy - b.grant.policy ||
    a.principal - b.principal) < 0

const eachMembershipBack = (
  { terrain: { graph, index } }: Ground,
  state: number,
  visit: (principal: number) => void,
): void => ((state & 1) === UP ? eachMember : eachGroup)(graph, index, principalOf(state), visit)

const obstaclesOn = (ground: Ground, { grant, start }: End): Obstacle[] => {
  const found: Obstacle[] = grant.obstacles.map((code) => ({ code, step: 0 }))
  if (start === NONE) return found
  found.push(...onTheWay.start(ground, start).map((code) => ({ code, step: 0 })))
  for (let state = start, step = 0; ground.marks.get(state) !== state; step++) {
    const next = ground.marks.get(state)
    found.push(...onTheWay.step(ground, state, next).map((code) => ({ code, step })))
    state = next
  }
  return found
}

interface Waiting {
  readonly obstacles: number
  readonly steps: number
  readonly state: number
  readonly onward: number
}

/** What is still to be visited, taken by obstacles, then by steps. */
class Pending {
  private readonly lists: number[][][] = []
  private obstacles = 0
  private steps = 0

  put(obstacles: number, steps: number, state: number, onward: number): void {
    const bySteps = (this.lists[obstacles] ??= [])
    ;(bySteps[steps] ??= []).push(state, onward)
  }

  take(): Waiting | null {
    for (; this.obstacles < this.lists.length; this.obstacles++, this.steps = 0) {
      const bySteps = this.lists[this.obstacles] ?? []
      for (; this.steps < bySteps.length; this.steps++) {
        const list = bySteps[this.steps]
        const onward = list?.pop()
        const state = list?.pop()
        if (state !== undefined && onward !== undefined)
          return { obstacles: this.obstacles, steps: this.steps, state, onward }
      }
    }
    return null
  }
}
