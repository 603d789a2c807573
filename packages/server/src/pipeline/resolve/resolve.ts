import type { DuckDBConnection } from '@duckdb/node-api'
import { MATCH_RULES } from '@crosswalk/core'
import type { MappingPlan, MatchRule, PolicyRule } from '@crosswalk/core'
import { execute } from '../../warehouse/duck.js'
import { findDefaults } from './defaults.js'
import { applyExceptions } from './exceptions.js'
import { findExcluded } from './excluded.js'
import { writeResolved } from './finish.js'
import { compareInBulk, comparisonsOf, refuseWithoutId } from './match.js'
import { applyPolicy } from './policies.js'
import { UNDECIDED, addVerdicts, createVerdicts } from './verdicts.js'

const isMatchRule = (rule: string): rule is MatchRule => (MATCH_RULES as readonly string[]).includes(rule)

/**
 * The bulk resolver: the plan compiled to SQL, equal to core's reference resolver on every row (a property test holds
 * them together). Reads `source_principals`, `destination_principals` and `staged_exceptions`; makes `resolved`
 * (temporary), one row per source principal in no order, and `exceptions`; adds to `staged_findings`. Needs
 * `registerFolding`. The same rows for any number of threads; what does not fit in memory is spilt.
 */
export const resolveInBulk = async (connection: DuckDBConnection, plan: MappingPlan): Promise<void> => {
  await createVerdicts(connection)
  await findExcluded(connection, plan)
  await applyExceptions(connection, plan)
  const defaults = await findDefaults(connection, plan)
  if (plan.on) {
    await addVerdicts(
      connection,
      'excluded',
      `SELECT row_id, 'UNRESOLVED', NULL, 'EXCLUDED', NULL FROM excluded_source`,
    )
    for (const rule of plan.order) {
      if (rule === 'EXCEPTION') continue
      if (!isMatchRule(rule)) await applyPolicy(connection, plan, rule satisfies PolicyRule, defaults)
      else
        for (const comparison of comparisonsOf(plan, rule)) await compareInBulk(connection, plan, comparison)
    }
    if (plan.requireDestinationId) await refuseWithoutId(connection)
  } else
    await addVerdicts(
      connection,
      'off',
      `SELECT row_id, 'UNRESOLVED', NULL, 'MAPPING_OFF', NULL FROM ${UNDECIDED}`,
    )
  await writeResolved(connection, plan, defaults)
  for (const table of ['verdicts', 'outlines', 'shared_emails', 'excluded_source', 'excluded_destination'])
    await execute(connection, 'resolve: clean up', `DROP TABLE ${table}`)
}
