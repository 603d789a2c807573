import { NONE, Trait } from '../../principals/graph.js'
import { selectingPolicies } from '../grants.js'
import { principalOf, UP } from '../walk.js'
import { isStart, type Ground } from './ground.js'

/** What may stand between a grant and a principal that it does not select. */
export const OBSTACLES = {
  OUT_OF_SCOPE: 'The item is outside the content being migrated.',
  /** Told from OUT_OF_SCOPE by whoever knows the scope; a graph knows only what counts. */
  NOT_TRANSFERRED: 'The item has not changed since the previous run, so this top-up does not transfer it.',
  POLICY_DOES_NOT_SELECT: 'A policy of this kind selects nobody, as the job decides.',
  DENY_DOES_NOT_SELECT: 'A deny entry selects nobody, as the job decides (denyCounts).',
  GROUPS_DO_NOT_COME: 'The groups of a principal on the content do not come under this ruleset.',
  MEMBERS_DO_NOT_COME: 'A group on the content brings no members under this ruleset.',
  ANCESTORS_OF_DESCENDANTS:
    'A principal that came as a member does not bring its groups (decision ancestorsOfDescendants of aem-principals).',
  DESCENDANTS_OF_ANCESTORS:
    'A group that came for one member does not bring the others (decision descendantsOfAncestors of aem-principals).',
  EVERYONE_NOT_EXPANDED: 'Everyone brings nobody, as the job decides (expandEveryone).',
  BUILT_IN_PULLS_NO_MEMBERS: 'A built-in group brings no members, as the job decides (builtInPullsMembers).',
  NOT_REMIGRATED: 'The previous run migrated the group, and a top-up does not bring its members.',
} as const
export type ObstacleCode = keyof typeof OBSTACLES

const NOTHING: readonly ObstacleCode[] = []

/** The obstacles of a wall, by its `Trait` bits. */
const WALLS: readonly (readonly ObstacleCode[])[] = Array.from({ length: 8 }, (_, bits) => [
  ...(bits & Trait.EVERYONE ? (['EVERYONE_NOT_EXPANDED'] as const) : []),
  ...(bits & Trait.BUILT_IN ? (['BUILT_IN_PULLS_NO_MEMBERS'] as const) : []),
  ...(bits & Trait.NOT_REMIGRATED ? (['NOT_REMIGRATED'] as const) : []),
])

/** What stands in the way of a walk that the closure did not make. */
export const onTheWay = {
  /** That the walk of a principal on the content begins in `state`. */
  start(ground: Ground, state: number): readonly ObstacleCode[] {
    if (isStart(ground, state)) return NOTHING
    return (state & 1) === UP ? ['GROUPS_DO_NOT_COME'] : ['MEMBERS_DO_NOT_COME']
  },

  /** That it goes on from one state to the next. */
  step({ terrain: { traits, walls, spread } }: Ground, from: number, to: number): readonly ObstacleCode[] {
    const up = (to & 1) === UP
    const wall = WALLS[traits[principalOf(from)]! & (up ? walls.up : walls.down)] ?? NOTHING
    if ((from & 1) === (to & 1)) return wall
    if (up ? spread.ancestorsOfDescendants : spread.descendantsOfAncestors) return wall
    return [...wall, up ? 'ANCESTORS_OF_DESCENDANTS' : 'DESCENDANTS_OF_ANCESTORS']
  },
}

/** A grant on a principal, and what keeps it from selecting the principal. */
export interface GrantEnd {
  readonly item: number
  readonly rank: number
  readonly policy: number
  readonly obstacles: readonly ObstacleCode[]
}

/** The grant of `p` with the fewest obstacles, then the smallest path and policy; null where no policy names `p`. */
export const bestGrant = ({ content, items, settings }: Ground, p: number): GrantEnd | null => {
  let best: GrantEnd | null = null
  const offer = (item: number, pair: number, obstacles: readonly ObstacleCode[]): void => {
    const [rank, policy] = [items.pathRank[item]!, content.policyOf[pair]!]
    const order = best === null ? -1 : obstacles.length - best.obstacles.length || rank - best.rank
    if (best === null || order < 0 || (order === 0 && policy < best.policy))
      best = { item, rank, policy, obstacles }
  }
  const selecting = selectingPolicies(settings.decisions)
  for (let pair = content.offsets[p]!; pair < content.offsets[p + 1]!; pair++) {
    const set = content.setOf[pair]!
    const inside = content.itemOffsets[set]!
    const denied =
      selecting[content.policyOf[pair]!] === 0 ? 'POLICY_DOES_NOT_SELECT' : 'DENY_DOES_NOT_SELECT'
    const policy: readonly ObstacleCode[] = content.selects[pair] === 1 ? NOTHING : [denied]
    if (inside < content.itemOffsets[set + 1]!) offer(content.items[inside]!, pair, policy)
    else if (content.outside[set] !== NONE) offer(content.outside[set]!, pair, ['OUT_OF_SCOPE', ...policy])
  }
  return best
}
