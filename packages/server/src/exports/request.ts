import {
  AFFECTED_EXPORTS,
  AFFECTED_MODES,
  DEFAULT_SORT,
  EXPORT_REPORTS,
  MAX_PART_ROWS,
  SHEET_ROWS,
  chosenColumns,
  decodeRowId,
  defaultCompression,
  encodeRowId,
  exportColumns,
  filteredReport,
  sortsOf,
} from '@crosswalk/core'
import type {
  AffectedBy,
  AffectedMode,
  ClauseInput,
  Compression,
  ExportFormat,
  ExportReport,
} from '@crosswalk/core'
import type { ControlStore } from '../control/control-store.js'
import type { ExportSettings, ExportedRun } from '../control/entities/export.js'
import type { AskedRuns } from '../graphql/reports/run-scope.js'
import { requireAllFinished, resolveScope } from '../graphql/reports/resolve-scope.js'
import { Problem } from '../problem.js'
import { filterOf } from '../warehouse/filter-input.js'
import type { Warehouse } from '../warehouse/warehouse.js'

/** What a person or a script asks for; absent or null: the usual. Without runs, the latest of every job. */
export interface ExportRequest extends AskedRuns {
  report: ExportReport
  filter?: readonly ClauseInput[] | null
  /** Items only: those with a grant for the principal of this row, `map_…` or `out_…`, and only those grants. */
  affectedBy?: { id: string; mode: AffectedMode } | null
  sort?: string | null
  columns?: readonly string[] | null
  format?: ExportFormat | null
  compression?: Compression | null
  byteOrderMark?: boolean | null
  partRows?: number | null
}

const refuse = (message: string, path: string): never => {
  throw new Problem('BAD_REQUEST', message, { path })
}

const reportOf = ({ report }: ExportRequest): ExportReport =>
  EXPORT_REPORTS.includes(report)
    ? report
    : refuse(`There is no report ${String(report)}; the reports are ${EXPORT_REPORTS.join(', ')}.`, 'report')

/** Where requests are checked against. */
export interface ExportSources {
  control: ControlStore
  warehouse: Pick<Warehouse, 'row'>
}

const affectedByOf = async (
  { warehouse }: ExportSources,
  { report, affectedBy, runId, scope }: ExportRequest,
): Promise<{ runId: string; affectedBy: AffectedBy } | null> => {
  if (affectedBy == null) return null
  if (!AFFECTED_EXPORTS.some((one) => one === report))
    refuse(`Only ${AFFECTED_EXPORTS.join(' and ')} can be of the items one principal affects.`, 'affectedBy')
  const { id, mode } = affectedBy
  if (!AFFECTED_MODES.includes(mode)) refuse(`The mode is ${AFFECTED_MODES.join(' or ')}.`, 'affectedBy.mode')
  const at = decodeRowId(id)
  if (at === null || (at.report !== 'mappings' && at.report !== 'outcomes'))
    return refuse('A principal is named by its id in a report, map_… or out_….', 'affectedBy.id')
  if (scope != null || (runId != null && runId !== at.runId))
    refuse('The items that a principal affects are those of its own run; name no other.', 'affectedBy.id')
  if ((await warehouse.row('outcomes', at.runId, at.rowId)) === null)
    throw new Problem('NOT_FOUND', 'There is no row of that id.', { path: 'affectedBy.id' })
  return { runId: at.runId, affectedBy: { id: encodeRowId('outcomes', at.runId, at.rowId), mode } }
}

const namedRuns = async (
  control: ControlStore,
  { runId, scope }: Pick<ExportRequest, 'runId' | 'scope'>,
): Promise<ExportedRun[]> => {
  const asked = runId == null && scope == null ? { scope: {} } : { runId, scope }
  const { runs, jobs } = requireAllFinished(await resolveScope({ control }, asked))
  if (runs.length === 0)
    throw new Problem('NOT_FOUND', 'No job that was asked for has a finished run yet; run one first.')
  return runs.map(({ id, jobId, fingerprint }) => ({
    ...{ id, job: jobId, jobName: jobs.get(jobId)?.name ?? '', fingerprint: fingerprint ?? '' },
  }))
}

const columnsOf = (report: ExportReport, request: ExportRequest, severalRuns: boolean): readonly string[] => {
  const { columns, unknown } = chosenColumns(report, request.columns ?? [], severalRuns)
  return (
    columns ??
    refuse(
      `${report} has no column ${unknown.join(', ')}; it has ${exportColumns(report).join(', ')}.`,
      'columns',
    )
  )
}

const sortOf = (report: ExportReport, { sort, affectedBy }: ExportRequest): string => {
  const isStaged = report === 'item_grants' || affectedBy != null
  const offered = isStaged ? [DEFAULT_SORT] : sortsOf(filteredReport(report))
  const wanted = sort ?? DEFAULT_SORT
  return offered.includes(wanted)
    ? wanted
    : refuse(`The rows can be in the order ${offered.join(', ')} only.`, 'sort')
}

const partRowsOf = ({ partRows }: ExportRequest): number => {
  const rows = partRows ?? SHEET_ROWS
  return Number.isSafeInteger(rows) && rows >= 1 && rows <= MAX_PART_ROWS
    ? rows
    : refuse('A part has at least one row, and a whole number of them.', 'partRows')
}

/**
 * What is exported, with every default filled in.
 *
 * @throws Problem `BAD_REQUEST`, `BAD_FILTER`, `NOT_FOUND`, `RUN_NOT_FINISHED`
 */
export const settingsOf = async (sources: ExportSources, request: ExportRequest): Promise<ExportSettings> => {
  const report = reportOf(request)
  const { clauses } = filterOf(filteredReport(report), request.filter ?? [])
  const format = request.format ?? 'SAFE_CSV'
  const sort = sortOf(report, request)
  const partRows = partRowsOf(request)
  const byteOrderMark = request.byteOrderMark ?? false
  if (byteOrderMark && format !== 'CSV' && format !== 'SAFE_CSV')
    refuse('A byte order mark is for CSV only.', 'byteOrderMark')
  const affected = await affectedByOf(sources, request)
  const runs = await namedRuns(sources.control, affected ?? request)
  const columns = columnsOf(report, request, runs.length > 1)
  const compression = request.compression ?? defaultCompression(format)
  return {
    ...{ report, clauses, sort, runs, columns, format, compression, byteOrderMark, partRows },
    ...(affected && { affectedBy: affected.affectedBy }),
  }
}
