import { REPORTS, fieldOf } from '@crosswalk/core'
import type { Filter, MappingEvidence, NearMissList, PlaceKey, Report } from '@crosswalk/core'
import type { ExportSettings } from '../control/entities/export.js'
import { askWith } from './asking.js'
import { copyCsv } from './csv.js'
import type { CsvRequest } from './csv.js'
import { Cubes } from './cubes.js'
import type { Cube } from './cubes.js'
import { counterpart, countMoves } from './differences.js'
import type { ComparedReport, Move, StateOf } from './differences.js'
import { identifier, openDuck } from './duck.js'
import type { Duck, StatementOptions } from './duck.js'
import { LocalExplainer } from '../explain/local-explainer.js'
import type { Explainer } from '../explain/requests.js'
import { Explanations } from './explanations.js'
import { explainRow, nearMissesOfRow } from './explain.js'
import { estimateRun } from './export/estimate.js'
import type { ExportEstimate } from './export/estimate.js'
import { countBy, countFacets } from './facets.js'
import type { Facet, ReportCount } from './facets.js'
import { Parameters, compileFilter } from './filter-sql.js'
import type { Page, PageQuery, WindowQuery } from './page.js'
import { Permissions } from './permissions.js'
import type { PermissionRow } from './permissions.js'
import { Ranks } from './rank.js'
import { isMade } from './report-made.js'
import { ReportPages } from './report-pages.js'
import type { StoredPage } from './report-pages.js'
import { ROW_SHAPES } from './report-rows.js'
import { RowCounts } from './row-counts.js'
import type { ReportRows } from './rows.js'
import { RunTables } from './run-tables.js'
import type { OpenRun } from './run-tables.js'
import { Scope } from './scope.js'
import { differencesPage } from './validation-rows.js'
import type { Differences, DifferencesPage, DifferencesQuery } from './validation-rows.js'

export type { ExportEstimate } from './export/estimate.js'

export interface WarehouseOptions {
  /** The folder of finished runs; nothing else can be read, but for `validationsFolder`. */
  runsFolder: string
  /** Where comparisons leave their differing rows. */
  validationsFolder?: string
  threads: number
  /** As DuckDB reads it, e.g. `1GB`. */
  memoryLimit: string
  /** Where large intermediate results are spilt. */
  tempDirectory?: string
  /** Longest time of one statement. Default 30 s. */
  timeoutMs?: number
  /** Memory for ranks. Default 64 MiB. */
  rankBytes?: number
  /** Who answers from the graphs of runs; in this thread by default. Closed with the warehouse. */
  explainer?: Explainer
}

export interface RequestOptions {
  signal?: AbortSignal
}

/** A finished run, or several in the order their rows come. */
export type Runs = string | readonly string[]

/** A page of a report; `totalCount` is counted for windows only. */
export type ReportWindow<R> = Page<R> & { total: number }

/** A report that a run made. */
export interface ReportSize {
  report: Report
  rowCount: number
}

/**
 * The reports of finished runs. Every method throws `NOT_FOUND` or `RUN_NOT_FINISHED` where there is no such
 * report; filters are parsed ones (`filterOf`). Several runs are read in the order they are named: the default order
 * run by run, value orders value by value and within a value run by run, sorted copies merged by what they are sorted
 * by and among equals run by run.
 */
export class Warehouse {
  readonly runs: RunTables
  readonly explanations: Explanations
  readonly #cubes: Cubes
  readonly #counts: RowCounts
  readonly #pages: ReportPages
  readonly #permissions: Permissions
  readonly #explainer: Explainer

  constructor(
    private readonly duck: Duck,
    private readonly options: WarehouseOptions,
  ) {
    this.runs = new RunTables(options.runsFolder)
    this.#cubes = new Cubes(duck, this.#timeoutMs)
    this.#counts = new RowCounts(duck)
    const ranks = new Ranks(duck, this.#timeoutMs, options.rankBytes ?? RANK_BYTES)
    this.#pages = new ReportPages(duck, this.#cubes, ranks, this.#counts)
    this.#permissions = new Permissions(duck)
    this.#explainer = options.explainer ?? new LocalExplainer()
    this.explanations = new Explanations(duck, this.runs, this.#explainer, (name, request) =>
      this.#statement(name, request),
    )
  }

  /** A page of the report the query's filter is of. Throws `BAD_CURSOR`, `BAD_REQUEST` and `PAGE_TOO_LARGE` too. */
  page<R extends Report>(
    report: R,
    runs: Runs,
    query: PageQuery,
    request: RequestOptions = {},
  ): Promise<Page<ReportRows[R]>> {
    const options = this.#statement(`${report} page`, request)
    return this.runs.usingAll(idsOf(runs), async (scope) =>
      shaped(report, scope, await this.#pages.page(scope, query, options)),
    )
  }

  /** The rows at any place of the filtered, sorted result, and their number. Throws `BAD_REQUEST` and `PAGE_TOO_LARGE` too. */
  window<R extends Report>(
    report: R,
    runs: Runs,
    query: WindowQuery,
    request: RequestOptions = {},
  ): Promise<ReportWindow<ReportRows[R]>> {
    const options = this.#statement(`${report} window`, request)
    return this.runs.usingAll(idsOf(runs), async (scope) => {
      const stored = await this.#pages.window(scope, query, options)
      return { ...shaped(report, scope, stored), total: stored.total }
    })
  }

  /** The reports that a run made, with how many rows each has; those its ruleset has no use for are left out. */
  sizes(runId: string, request: RequestOptions = {}): Promise<ReportSize[]> {
    const options = this.#statement('report sizes', request)
    return this.runs.using(runId, (run) => {
      const made = REPORTS.filter((report) => isMade(run, report))
      const sizes = made.map(async (report) => {
        const [rowCount = 0] = await this.#counts.of(new Scope([run]), report, options)
        return { report, rowCount }
      })
      return Promise.all(sizes)
    })
  }

  /** The key of the row at a place of the filtered, sorted result, for whoever cuts it into parts; null beyond its end. */
  locate(
    runs: Runs,
    query: { filter: Filter; sort?: string },
    at: number,
    request: RequestOptions = {},
  ): Promise<PlaceKey | null> {
    const options = this.#statement('locate', request)
    return this.runs.usingAll(idsOf(runs), (scope) => this.#pages.locate(scope, query, at, options))
  }

  mappings(runs: Runs, query: PageQuery, request?: RequestOptions) {
    return this.page('mappings', runs, query, request)
  }
  outcomes(runs: Runs, query: PageQuery, request?: RequestOptions) {
    return this.page('outcomes', runs, query, request)
  }
  findings(runs: Runs, query: PageQuery, request?: RequestOptions) {
    return this.page('findings', runs, query, request)
  }
  sourceQuality(runs: Runs, query: PageQuery, request?: RequestOptions) {
    return this.page('source_quality', runs, query, request)
  }
  items(runs: Runs, query: PageQuery, request?: RequestOptions) {
    return this.page('items', runs, query, request)
  }

  /** How many grants the content of a run has. */
  permissionCount(runId: string, request: RequestOptions = {}): Promise<number> {
    const options = this.#statement('permission count', request)
    return this.runs.using(runId, (run) => this.#permissions.count(run, options))
  }

  /** The grants of a run's content from a place on, item by item. */
  permissions(
    runId: string,
    at: number,
    limit: number,
    request: RequestOptions = {},
  ): Promise<PermissionRow[]> {
    const options = this.#statement('permissions', request)
    return this.runs.using(runId, (run) => this.#permissions.window(run, at, limit, options))
  }

  /** One row of a report; null where there is none of that number. */
  row<R extends Report>(
    report: R,
    runId: string,
    rowId: number,
    request: RequestOptions = {},
  ): Promise<ReportRows[R] | null> {
    const shape = ROW_SHAPES[report]
    return this.runs.usingAll([runId], async (scope) => {
      const [stored] = await this.duck.rows(
        this.#statement(`${report} row`, request),
        `SELECT ${shape.columns.map(identifier).join(', ')} FROM ${scope.table(report)} WHERE row_id = $1`,
        [rowId],
      )
      return stored === undefined ? null : shape.row(runId, stored)
    })
  }

  /** Why one row of the user mappings report is resolved as it is; null where there is no such row. */
  explainMapping(
    runId: string,
    rowId: number,
    request: RequestOptions = {},
  ): Promise<MappingEvidence | null> {
    const options = this.#statement('explain', request)
    return this.runs.using(runId, (run) => explainRow(this.duck, options, run, rowId))
  }

  /** Who almost matched a row of the user mappings report; nobody where it is resolved. */
  nearMisses(runId: string, rowId: number, request: RequestOptions = {}): Promise<NearMissList> {
    const options = this.#statement('near misses', request)
    return this.runs.using(runId, (run) => nearMissesOfRow(this.duck, options, run, rowId))
  }

  /** The first rows of a report of which the principal has exactly this id or name, or username in the mappings. */
  find<R extends keyof typeof NAMED_BY>(
    report: R,
    runId: string,
    text: string,
    limit: number,
    request: RequestOptions = {},
  ): Promise<ReportRows[R][]> {
    const shape = ROW_SHAPES[report]
    return this.runs.usingAll([runId], async (scope) => {
      const found = await this.duck.rows(
        this.#statement(`find ${report}`, request),
        `SELECT ${shape.columns.map(identifier).join(', ')} FROM ${scope.table(report)}
         WHERE ${NAMED_BY[report].map((column) => `${column} = $1`).join(' OR ')} ORDER BY row_id LIMIT $2`,
        [text, limit],
      )
      return found.map((stored) => shape.row(runId, stored))
    })
  }

  /** Rows by their state in an earlier and a later run. */
  moves<R extends ComparedReport>(
    report: R,
    earlier: string,
    later: string,
    request: RequestOptions = {},
  ): Promise<Move<StateOf<R>>[]> {
    const options = this.#statement(`${report} moves`, request)
    return this.#pair(earlier, later, (pair) => countMoves(this.duck, options, pair, report))
  }

  /** The row of the same principal in another run; null where it has none. */
  counterpart<R extends ComparedReport>(
    report: R,
    runId: string,
    rowId: number,
    otherId: string,
    request: RequestOptions = {},
  ): Promise<ReportRows[R] | null> {
    const options = this.#statement(`${report} counterpart`, request)
    return this.#pair(runId, otherId, async (pair) => {
      const stored = await counterpart(this.duck, options, pair, report, rowId)
      return stored && ROW_SHAPES[report].row(otherId, stored)
    })
  }

  /** Rows under the filter; accounts and groups are 0 for a report without kinds. */
  count(runs: Runs, filter: Filter, request: RequestOptions = {}): Promise<ReportCount> {
    const options = this.#statement(`${filter.report} count`, request)
    const column = fieldOf(filter.report, 'KIND')?.column ?? null
    const count = (cube: Cube) => countBy(this.duck, options, column, cube)
    return this.runs.usingAll(idsOf(runs), async (scope) => {
      const counted = await this.#cubes.using(scope, filter, count, request.signal)
      const sum = (wanted?: string) =>
        counted.reduce((all, one) => all + (wanted === undefined || one.value === wanted ? one.count : 0), 0)
      return { total: sum(), accounts: sum('account'), groups: sum('group') }
    })
  }

  /** All facets of the filter's report, each counted without its own clauses. */
  facets(runs: Runs, filter: Filter, request: RequestOptions = {}): Promise<Facet[]> {
    const options = this.#statement(`${filter.report} facets`, request)
    const count = (cube: Cube) => countFacets(this.duck, options, filter.report, cube)
    return this.runs.usingAll(idsOf(runs), (scope) => this.#cubes.using(scope, filter, count, request.signal))
  }

  /** All rows under the filter in default order, in chunks; the runs are pinned until the loop ends. */
  async *stream<R extends Report>(
    report: R,
    runId: string,
    filter: Filter,
    { signal }: RequestOptions = {},
  ): AsyncGenerator<ReportRows[R][]> {
    const { run, release } = await this.runs.pin(runId)
    const shape = ROW_SHAPES[report]
    const parameters = new Parameters()
    const sql = `SELECT ${shape.columns.map(identifier).join(', ')} FROM ${new Scope([run]).table(report)}
      WHERE ${compileFilter(filter, parameters)}`
    try {
      const options = { name: `${report} stream`, ...(signal ? { signal } : {}) }
      for await (const rows of this.duck.stream(options, sql, parameters.values))
        yield rows.map((row) => shape.row(runId, row))
    } finally {
      release()
    }
  }

  /** How many rows an export has, and about how many bytes. */
  async estimateExport(settings: ExportSettings, request: RequestOptions = {}): Promise<ExportEstimate> {
    const options = this.#statement('export estimate', request)
    const using = { duck: this.duck, explainer: this.#explainer, options }
    let [rows, bytes] = [0, 0]
    for (const named of settings.runs)
      await this.runs.usingAll([named.id], async (scope) => {
        const counted = (filter: Filter) => this.count(named.id, filter, request).then(({ total }) => total)
        const found = await estimateRun(using, scope, settings, named, counted)
        rows += found.rows
        bytes += found.bytes
      })
    return { rows, bytes, parts: Math.max(1, Math.ceil(rows / settings.partRows)) }
  }

  /** Rows in which a report made elsewhere differs from a run. Throws `BAD_CURSOR`. */
  differingRows(
    differences: Differences,
    query: DifferencesQuery,
    request: RequestOptions = {},
  ): Promise<DifferencesPage> {
    const ask = askWith(this.duck, this.#statement('differing rows', request))
    return differencesPage(ask, differences, query)
  }

  /** Writes a report as one CSV file, by a DuckDB of its own. Returns the number of data rows. */
  copyCsv(runId: string, request: CsvRequest): Promise<number> {
    const { threads, memoryLimit, tempDirectory } = this.options
    return this.runs.using(runId, (run) => copyCsv(run, request, { threads, memoryLimit, tempDirectory }))
  }

  close(): void {
    void this.explanations.close()
    this.duck.close()
  }

  #pair<T>(one: string, other: string, use: (pair: [OpenRun, OpenRun]) => Promise<T>): Promise<T> {
    return this.runs.using(one, (first) => this.runs.using(other, (second) => use([first, second])))
  }

  get #timeoutMs(): number {
    return this.options.timeoutMs ?? 30_000
  }

  #statement(name: string, { signal }: RequestOptions): StatementOptions {
    return { name, timeoutMs: this.#timeoutMs, ...(signal ? { signal } : {}) }
  }
}

const NAMED_BY = {
  mappings: ['source_id', 'source_username', 'source_name'],
  outcomes: ['id', 'principal_name', 'name'],
} as const

const RANK_BYTES = 64 * 1024 * 1024

const idsOf = (runs: Runs): readonly string[] => (typeof runs === 'string' ? [runs] : runs)

const shaped = <R extends Report>(report: R, { runs }: Scope, page: StoredPage): Page<ReportRows[R]> => ({
  ...page,
  edges: page.edges.map(({ cursor, node: { run, row } }) => ({
    cursor,
    node: ROW_SHAPES[report].row(runs[run]?.id ?? '', row),
  })),
})

/** Opens the warehouse over a folder of finished runs; DuckDB can read that folder and nothing else. */
export const createWarehouse = async (options: WarehouseOptions): Promise<Warehouse> => {
  const { runsFolder, validationsFolder, threads, memoryLimit, tempDirectory } = options
  const readable = validationsFolder === undefined ? [runsFolder] : [runsFolder, validationsFolder]
  const duck = await openDuck({
    threads,
    memoryLimit,
    lockdown: { allowedDirectories: readable },
    ...(tempDirectory === undefined ? {} : { tempDirectory }),
  })
  return new Warehouse(duck, options)
}
