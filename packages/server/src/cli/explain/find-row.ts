import { decodeRowId } from '@crosswalk/core'
import { Problem } from '../../problem.js'
import type { MappingRow, OutcomeRow, ReportRows } from '../../warehouse/rows.js'
import type { Warehouse } from '../../warehouse/warehouse.js'

/** Identities listed where a text names several. */
const LISTED = 10

export interface Sought {
  runId: string
  /** A row's number or id, or what its principal is called. */
  who: string
  /** A number is what the principal is called as well. */
  byId: boolean
}

/** The one row that is meant. @throws Problem `NOT_FOUND`, or `USAGE` where there are several. */
export const findRow = async <R extends 'mappings' | 'outcomes'>(
  warehouse: Warehouse,
  report: R,
  { runId, who, byId }: Sought,
): Promise<ReportRows[R]> => {
  const rowId = byId ? null : rowNumber(report, runId, who)
  const found =
    rowId === null
      ? await warehouse.find(report, runId, who, LISTED + 1)
      : [await warehouse.row(report, runId, rowId)].filter((row) => row !== null)
  const [row] = found
  if (row === undefined)
    throw new Problem(
      'NOT_FOUND',
      rowId === null
        ? `No principal of the run is called '${who}', exactly so spelt.`
        : `The run has no row ${rowId}; for a source id of digits alone add --id.`,
    )
  if (found.length > 1)
    throw new Problem('USAGE', `'${who}' names several identities: ${listed(found)}. Give the row.`)
  return row
}

const rowNumber = (report: string, runId: string, who: string): number | null => {
  if (/^\d{1,15}$/.test(who)) return Number(who)
  const at = decodeRowId(who)
  return at?.report === report && at.runId === runId ? at.rowId : null
}

const nameOf = (row: MappingRow | OutcomeRow): string =>
  ('source' in row
    ? (row.source.id ?? row.source.username ?? row.source.name)
    : (row.authorizableId ?? row.principalName ?? row.name)) ?? ''

const listed = (rows: readonly (MappingRow | OutcomeRow)[]): string => {
  const shown = rows
    .slice(0, LISTED)
    .map((row) => `row ${row.rowId} (${row.kind ?? 'named by policies alone'} ${nameOf(row)})`)
  return [...shown, ...(rows.length > LISTED ? ['and more'] : [])].join(', ')
}
