import {
  contentScopeOf,
  leftBehind,
  NONE,
  policyCode,
  scopedSets,
  select as selectPrincipals,
  type GrantSets,
  type ScopedSets,
} from '@crosswalk/core'
import { createIntTable } from '../int-table.js'
import type { PhaseStep } from '../phase.js'
import { changedSql } from './changed-sql.js'
import { GRAPH_FILE, writeGraphFile } from './graph-file.js'
import { loadGrants, loadGraph } from './load.js'
import { previousOf } from './previous.js'
import { scopeSql } from './scope-sql.js'
import { matchTarget } from './target.js'
import { loadTraits } from './traits.js'

const CUG = policyCode('CUG')

/** What the summary needs to know of the selection. */
export interface SelectFacts {
  topUp: boolean
  /** Principals that closed user group policies in scope name. */
  closedUserGroups: number
}

const principalsOnCug = (sets: GrantSets, scoped: ScopedSets): number => {
  const named = new Set<number>()
  scoped.items.forEach((items, set) => {
    if (items === 0) return
    for (let e = sets.offsets[set]!; e < sets.offsets[set + 1]!; e++)
      if (sets.policy[e] === CUG) named.add(sets.principal[e]!)
  })
  return named.size
}

/** SELECT: the closure. Strings stay in DuckDB; the graph comes as typed arrays and goes back as integers. */
export const select: PhaseStep = {
  phase: 'SELECT',
  async run(context) {
    const { connection, folder, spec } = context
    await folder.attach(
      connection,
      'source_principals',
      'target_principals',
      'unknown_principals',
      'resolved',
    )
    await folder.attach(connection, 'memberships', 'policy_sets', 'items')
    const previous = previousOf(context)
    await matchTarget(connection, spec.wipe)
    const graph = await loadGraph(connection)
    const traits = await loadTraits(context, previous)
    const condition = `${scopeSql(contentScopeOf(spec.job.selection), 'i.path')} AND ${changedSql(spec, previous)}`
    const { ownersSeed, creatorsSeed, modifiersSeed } = spec.job.selection.decisions
    const peopleSeed = ownersSeed || creatorsSeed || modifiersSeed
    const { sets, items, people } = await loadGrants(connection, condition, peopleSeed)
    context.progress(1, 2)
    const scoped = scopedSets(items, sets.offsets.length - 1)
    const input = { graph, traits, sets, scoped, settings: spec.job.selection }
    const selection = selectPrincipals(input)
    await createIntTable(connection, 'selected', {
      bits: selection.closure.bits,
      traits,
      left_behind: leftBehind(input, selection),
      trigger_item: selection.triggers.item,
      trigger_policy: selection.triggers.policy,
      trigger_principal: selection.triggers.principal,
      trigger_count: selection.counts ?? new Int32Array(graph.count).fill(NONE),
    })
    writeGraphFile(folder.file(GRAPH_FILE), { graph, traits, sets, items, people })
    const rows = {
      selected: await folder.writeTable(connection, 'selected', 'SELECT * FROM selected ORDER BY row_id'),
      target_matches: await folder.writeTable(
        connection,
        'target_matches',
        'SELECT * FROM target_matches ORDER BY row_id',
      ),
    }
    const topUp = previous !== null || (spec.job.migration.transferred != null && !spec.wipe)
    return { rows, facts: { topUp, closedUserGroups: principalsOnCug(sets, scoped) } satisfies SelectFacts }
  },
}
