import { decide as decideOutcomes, OutcomeFlag, MappingFlag, rulesetOf } from '@crosswalk/core'
import { loadGraph } from '../select/load.js'
import { intColumns } from '../int-columns.js'
import { createIntTable } from '../int-table.js'
import type { PhaseContext, PhaseStep } from '../phase.js'
import { registerFolding } from '../resolve/keys.js'
import { countItems } from './item-counts.js'
import { logCases } from './log-cases.js'
import { mappingsSql } from './mappings-sql.js'
import { outcomesSql } from './outcomes-sql.js'
import { writeReconciliation } from './reconciliation.js'
import { writeUserReport } from './user-report.js'

const TABLES = [
  ...['source_principals', 'unknown_principals', 'memberships', 'policy_sets', 'items'],
  ...['destination_principals', 'destination_memberships', 'resolved', 'selected', 'target_matches'],
]

/** DECIDE: one outcome a principal, exact item counts, and the rows of both reports. */
export const decide: PhaseStep = {
  phase: 'DECIDE',
  async run(context) {
    const { connection, folder, spec } = context
    await folder.attach(connection, ...TABLES)
    const graph = await loadGraph(connection)
    const counts = await countItems(connection, graph)
    context.progress(1, 3)
    const facts = await loadFacts(context)
    const outcomes = decideOutcomes({ ...facts, graph, ruleset: rulesetOf(spec.job.selection.ruleset) })
    await createIntTable(connection, 'decided', {
      ...outcomes,
      items_direct: counts.direct,
      items_effective: counts.effective,
    })
    context.progress(2, 3)
    registerFolding(connection)
    const rows = {
      mappings: await folder.writeTable(connection, 'mappings', mappingsSql),
      outcomes: await folder.writeTable(connection, 'outcomes', outcomesSql),
      ...(await writeUserReport(context, graph)),
      ...(await writeReconciliation(context, graph)),
    }
    await logCases(context)
    return { rows, facts: {} }
  },
}

/** What core decides on, principal by principal: source principals, then unknown ones. */
const loadFacts = async ({ connection }: PhaseContext) => {
  const [selected, traits, behind, flags, conflicts, mapping] = await intColumns(
    connection,
    'outcome facts',
    `SELECT s.bits, s.traits, s.left_behind, coalesce(p.flags, 0)::INTEGER, coalesce(t.fields, 0)::INTEGER, (
       CASE WHEN coalesce(r.resolution, 'UNRESOLVED') <> 'UNRESOLVED' THEN ${OutcomeFlag.MAPPED} ELSE 0 END
       | CASE WHEN r.flags & ${MappingFlag.NO_EMAIL} <> 0 THEN ${OutcomeFlag.NO_EMAIL} ELSE 0 END
       | CASE WHEN r.flags & ${MappingFlag.DUPLICATE_EMAIL} <> 0 THEN ${OutcomeFlag.DUPLICATE_EMAIL} ELSE 0 END
     )::INTEGER
     FROM selected s LEFT JOIN source_principals p USING (row_id)
     LEFT JOIN resolved r USING (row_id) LEFT JOIN target_matches t USING (row_id)
     ORDER BY s.row_id`,
  )
  if (!selected || !traits || !behind || !flags || !conflicts || !mapping)
    throw new Error('outcome facts gave no columns')
  return {
    selected: Uint8Array.from(selected),
    traits: Uint8Array.from(traits),
    leftBehind: Uint8Array.from(behind),
    flags: Uint32Array.from(flags),
    conflicts: Uint8Array.from(conflicts),
    mapping: Uint8Array.from(mapping),
  }
}
