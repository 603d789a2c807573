import { showEvidence, showNearMisses } from '@crosswalk/core'
import type { MappingEvidence, MappingPlan, NearMissList } from '@crosswalk/core'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { explainMapping, findNearMisses } from '../pipeline/resolve/explain.js'
import type { RunQueries } from '../pipeline/resolve/run-queries.js'
import type { Duck, StatementOptions } from './duck.js'
import type { OpenRun } from './run-tables.js'

/** The plan a run used, from its manifest; read again each time, since few rows of a run are ever explained. */
const planOf = async ({ folder }: OpenRun): Promise<MappingPlan> =>
  (JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as { plan: MappingPlan }).plan

const queriesOf = (duck: Duck, options: StatementOptions, run: OpenRun): RunQueries => ({
  ask: (name, sql, params = []) => duck.rows({ ...options, name }, sql, params),
  table: (name) => run.table(name),
})

/** The evidence of one row of a finished run, under the plan the run used; null where there is no such row. */
export const explainRow = async (
  duck: Duck,
  options: StatementOptions,
  run: OpenRun,
  rowId: number,
): Promise<MappingEvidence | null> => {
  const told = await explainMapping(queriesOf(duck, options, run), await planOf(run), rowId)
  return told === undefined ? null : showEvidence(told)
}

/** Who almost matched a row of a finished run; nobody where the row is resolved. */
export const nearMissesOfRow = async (
  duck: Duck,
  options: StatementOptions,
  run: OpenRun,
  rowId: number,
): Promise<NearMissList> =>
  showNearMisses(await findNearMisses(queriesOf(duck, options, run), await planOf(run), rowId))
