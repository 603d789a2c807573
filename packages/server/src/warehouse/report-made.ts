import type { RunTable } from '@crosswalk/core'
import { Problem } from '../problem.js'
import type { OpenRun } from './run-tables.js'

const OF_GROUPS_ONLY: readonly RunTable[] = ['user_report', 'bulk_groups', 'bulk_users']

/** Whether the run's ruleset has a use for the report. */
export const isMade = ({ ruleset }: OpenRun, table: RunTable): boolean =>
  ruleset === null || ruleset === 'aem-groups-only' || !OF_GROUPS_ONLY.includes(table)

/** Refuses a report that the run's ruleset has no use for. Throws `REPORT_NOT_MADE`. */
export const requireMade = (run: OpenRun, table: RunTable): void => {
  if (!isMade(run, table))
    throw new Problem(
      'REPORT_NOT_MADE',
      `The user report and the bulk files are made under the ruleset aem-groups-only; this run used ${run.ruleset}. ` +
        'Set selection.ruleset in the job and run it again.',
    )
}
