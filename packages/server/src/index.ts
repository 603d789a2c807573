/** What tools and tests may use of the server; everything else is private to it. */
export { ExitCode, Problem, PROBLEMS, type ProblemCode } from './problem.js'
export { createWarehouse, type Warehouse } from './warehouse/warehouse.js'
export type { OutcomeRow } from './warehouse/rows.js'
export { readManifest, type RunManifest } from './pipeline/publish/manifest.js'
export { findAemPackages, readAemPackage, type FoundPackage } from './inputs/aem/package.js'
export type { EntryRow, ItemRow, MembershipRow, PrincipalRow, ReadCounts, RowSink } from './inputs/rows.js'
/** The bulk resolver and its folding over tables of the caller's own DuckDB, as `pnpm bench resolve` measures them. */
export { openDuck } from './warehouse/duck.js'
export { KEY_COLUMNS, foldSql, keyedSql, registerFolding } from './pipeline/resolve/keys.js'
export { resolveInBulk } from './pipeline/resolve/resolve.js'
/** An export as its worker carries it out, as `pnpm bench export` measures it. */
export { executeExport } from './exports/execute-export.js'
export { ExportFolder } from './exports/export-folder.js'
export type { ExportSpec } from './exports/spec.js'
export { currentTable } from './warehouse/schema/versions.js'
export { RunLog } from './pipeline/run-log.js'
/** A run as its worker carries it out, as the tests of many reports do. */
export { loadJob } from './inputs/job/load-job.js'
export { executeRun } from './pipeline/run.js'
export { WorkFolder } from './pipeline/work-folder.js'
