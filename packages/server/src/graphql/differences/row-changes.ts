import type { Run } from '../../control/entities/run.js'
import type { MappingRow, OutcomeRow } from '../../warehouse/rows.js'
import type { Context } from '../context.js'
import { mappingView } from '../mappings/mapping-view.js'
import { outcomeView } from '../principals/outcome-view.js'
import type { RowOrigin } from '../reports/report-row.js'
import { runView } from '../views.js'
import type { MappingChange, OutcomeChange } from './changes.js'

export type Side = 'previous' | 'next'

const differing = <Row extends object>(
  fields: readonly (keyof Row & string)[],
  row: Row,
  other: Row | null,
): string[] =>
  other === null ? [] : fields.filter((field) => JSON.stringify(row[field]) !== JSON.stringify(other[field]))

async function neighbour(
  { control }: Context,
  { runId }: RowOrigin,
  side: Side,
  fits: (run: Run) => boolean,
): Promise<Run | null> {
  let found: Run | null = await control.runs.get(runId)
  do found = await control.runs.neighbour(found, side)
  while (found !== null && !fits(found))
  return found
}

/** What the nearest run with mappings before or after says of the principal of a row; null where there is none. */
export async function mappingChange(
  context: Context,
  row: MappingRow,
  origin: RowOrigin,
  side: Side,
): Promise<MappingChange | null> {
  const { warehouse, signal } = context
  const run = await neighbour(context, origin, side, ({ summary }) => summary?.mappingsUnavailable == null)
  if (run === null) return null
  const other = await warehouse.counterpart('mappings', row.runId, row.rowId, run.id, { signal })
  return {
    run: runView(context, run),
    mapping: async () => other && mappingView(context, other, { ...origin, runId: run.id }),
    changed: differing<MappingRow>(['resolution', 'reason', 'destination'], row, other),
  }
}

/** The same of the principal migration report. */
export async function outcomeChange(
  context: Context,
  row: OutcomeRow,
  origin: RowOrigin,
  side: Side,
): Promise<OutcomeChange | null> {
  const { warehouse, signal } = context
  const run = await neighbour(context, origin, side, () => true)
  if (run === null) return null
  const other = await warehouse.counterpart('outcomes', row.runId, row.rowId, run.id, { signal })
  return {
    run: runView(context, run),
    principalOutcome: async () => other && outcomeView(context, other, { ...origin, runId: run.id }),
    changed: differing<OutcomeRow>(['outcome', 'relation', 'reason', 'resolution'], row, other),
  }
}
