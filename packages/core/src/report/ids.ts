import type { Report } from './fields.js'

const PREFIXES: Readonly<Record<Report, string>> = {
  mappings: 'map',
  outcomes: 'out',
  items: 'itm',
  findings: 'fnd',
  source_quality: 'qua',
  user_report: 'usr',
  bulk_groups: 'bgr',
  bulk_users: 'bus',
  reconciliation: 'rec',
  reconciliation_members: 'rcm',
}

/** The id of a report's row: `map_<run>_<row_id>`, where `<run>` is the run's id without its `run_`. */
export const encodeRowId = (report: Report, runId: string, rowId: number): string =>
  `${PREFIXES[report]}_${runId.replace(/^run_/, '')}_${rowId}`

/** The inverse; null for anything that is not the id of a row. */
export const decodeRowId = (id: string): { report: Report; runId: string; rowId: number } | null => {
  const [, prefix, run = '', row] = /^([a-z]{3})_([0-9a-z]{26})_(0|[1-9]\d{0,14})$/.exec(id) ?? []
  const report = (Object.keys(PREFIXES) as Report[]).find((name) => PREFIXES[name] === prefix)
  return report ? { report, runId: `run_${run}`, rowId: Number(row) } : null
}
