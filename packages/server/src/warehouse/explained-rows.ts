import {
  contentScopeOf,
  encodeRowId,
  isContentInScope,
  OBSTACLES,
  outcomeMessage,
  POLICIES,
  type Cut,
  type NearestPath,
  type OutcomeReason,
  type Trigger,
} from '@crosswalk/core'
import { readManifest } from '../pipeline/publish/manifest.js'
import type { Ask } from './asking.js'
import type { ExplainedCut, ExplainedObstacle, ExplainedPath, ExplainedTrigger } from './explained.js'
import { grantEntries, PERSON_ENTRY } from './grant-entries.js'
import { principalRefs } from './principal-refs.js'
import type { OpenRun } from './run-tables.js'

/** Principals and memberships listed of a cut. */
export const MOST_CUT = 200

type Grant = Pick<Trigger, 'item' | 'policy' | 'path'>

const PEOPLE = ['OWNER', 'CREATED_BY', 'MODIFIED_BY']

/** Row ids as a person reads them: names, paths, and what the policies say. */
export const showTriggers = async (
  ask: Ask,
  run: OpenRun,
  triggers: readonly Grant[],
): Promise<ExplainedTrigger[]> => {
  if (triggers.length === 0) return []
  const stored = await ask<{ row_id: number; path: string; policy_set: number | null }>(
    'items explained',
    `SELECT row_id, path, policy_set FROM ${run.table('items')}
     WHERE row_id IN (${[...new Set(triggers.map(({ item }) => item))].join(', ')})`,
  )
  const items = new Map(stored.map((item) => [item.row_id, item]))
  const onContent = new Set(triggers.map(({ path }) => path[0]!.principal))
  const sets = stored.flatMap(({ policy_set }) => (policy_set === null ? [] : [policy_set]))
  const entries = await grantEntries(ask, run, sets, onContent)
  const steps = triggers.flatMap(({ path }) => path.map(({ principal }) => principal))
  const refOf = await principalRefs(ask, run, steps)
  return triggers.map(({ item, policy: code, path }) => {
    const at = items.get(item)
    const policy = POLICIES[code]
    if (at === undefined || policy === undefined) throw new Error('The graph names what the run has not.')
    const said = entries.filter(
      (one) => one.set === at.policy_set && one.policy === policy && one.principal === path[0]!.principal,
    )
    return {
      item: { id: encodeRowId('items', run.id, item), path: at.path },
      policy,
      entries: PEOPLE.includes(policy) ? [PERSON_ENTRY] : said.map(({ entry }) => entry),
      path: path.map((step) => ({ principal: refOf(step.principal), as: step.as })),
    }
  })
}

export const showCut = async (ask: Ask, run: OpenRun, cut: Cut): Promise<ExplainedCut> => {
  const grants = cut.seeds.slice(0, MOST_CUT)
  const memberships = cut.memberships.slice(0, MOST_CUT)
  const refOf = await principalRefs(ask, run, [...grants, ...memberships.flat()])
  return {
    ...{ size: cut.size, proven: cut.proven, deselected: cut.deselected },
    grants: grants.map((seed, at) => ({ principal: refOf(seed), count: cut.grants[at]! })),
    memberships: memberships.map(([member, group]) => ({ member: refOf(member), group: refOf(group) })),
    more: cut.seeds.length - grants.length + cut.memberships.length - memberships.length,
  }
}

/** A principal that migrates needs no such path: null. */
export const showPath = async (
  ask: Ask,
  run: OpenRun,
  principal: number,
  nearest: NearestPath,
): Promise<ExplainedPath | null> => {
  const [row] = await ask<{ reason: OutcomeReason | null }>(
    'outcome explained',
    `SELECT reason FROM ${run.table('outcomes')} WHERE row_id = ${principal}`,
  )
  if (row === undefined || row.reason === null) return null
  const [shown] = await showTriggers(ask, run, [nearest])
  if (shown === undefined) throw new Error('A path without a grant.')
  const { selection } = readManifest(run.folder).job
  const inScope = isContentInScope(shown.item.path, contentScopeOf(selection))
  const obstacles = nearest.obstacles.map(({ code, step }): ExplainedObstacle => {
    const known = code === 'OUT_OF_SCOPE' && inScope ? 'NOT_TRANSFERRED' : code
    const ofContent = known.startsWith('OUT_') || known.startsWith('NOT_T') || known.endsWith('_SELECT')
    return {
      code: known,
      message: OBSTACLES[known],
      principal: ofContent ? null : shown.path[step]!.principal,
    }
  })
  const refusal: ExplainedObstacle[] =
    row.reason === 'NOT_REFERENCED'
      ? []
      : [
          {
            code: row.reason,
            message: outcomeMessage(row.reason) ?? row.reason,
            principal: shown.path.at(-1)!.principal,
          },
        ]
  return { ...shown, obstacles: [...obstacles, ...refusal] }
}
