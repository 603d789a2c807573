import { REPORT_FIELDS } from '@crosswalk/core'
import type { Filter, MappingEvidence, NearMissList, Report } from '@crosswalk/core'
import { copyCsv } from './csv.js'
import type { CsvRequest } from './csv.js'
import { Cubes, facetColumns } from './cubes.js'
import { identifier, openDuck } from './duck.js'
import type { Duck, StatementOptions } from './duck.js'
import { explainRow, nearMissesOfRow } from './explain.js'
import { countBy, countFacets } from './facets.js'
import type { Facet, ReportCount } from './facets.js'
import { Parameters, compileFilter } from './filter-sql.js'
import { planPage } from './page.js'
import type { Page, PagePlan, PageQuery } from './page.js'
import { readPage } from './read-page.js'
import { ROW_SHAPES } from './report-rows.js'
import type { ReportRows } from './rows.js'
import { RunTables } from './run-tables.js'
import type { OpenRun } from './run-tables.js'

export interface WarehouseOptions {
  /** The folder of finished runs; nothing else can be read. */
  runsFolder: string
  threads: number
  /** As DuckDB reads it, e.g. `1GB`. */
  memoryLimit: string
  /** Where large intermediate results are spilt. */
  tempDirectory?: string
  /** Longest time of one statement. Default 30 s. */
  timeoutMs?: number
}

export interface RequestOptions {
  signal?: AbortSignal
}

/**
 * The reports of finished runs. Every method throws `NOT_FOUND` or `RUN_NOT_FINISHED` where there is no such
 * report; filters are parsed ones (`filterOf`).
 */
export class Warehouse {
  readonly runs: RunTables
  readonly #cubes: Cubes
  readonly #rowCounts = new Map<string, Promise<number>>()

  constructor(
    private readonly duck: Duck,
    private readonly options: WarehouseOptions,
  ) {
    this.runs = new RunTables(options.runsFolder)
    this.#cubes = new Cubes(duck, this.#timeoutMs)
  }

  /** A page of the report the query's filter is of. Throws `BAD_CURSOR`, `BAD_REQUEST` and `PAGE_TOO_LARGE` too. */
  page<R extends Report>(
    report: R,
    runId: string,
    query: PageQuery,
    request: RequestOptions = {},
  ): Promise<Page<ReportRows[R]>> {
    return this.runs.using(runId, async (run) => {
      const plan = planPage(runId, query)
      const options = this.#statement(`${report} page`, request)
      const shape = ROW_SHAPES[report]
      const source = {
        relation: run.table(report),
        columns: shape.columns,
        rowCount: await this.#rowCount(run, report),
      }
      const found = await readPage(
        this.duck,
        options,
        plan,
        source,
        await this.#positions(run, plan, options),
      )
      const rows = found.slice(0, plan.size)
      const edges = (plan.forward ? rows : rows.reverse()).map(({ position, row }) => ({
        cursor: plan.cursorOf(position, row.row_id as number),
        node: shape.row(runId, row),
      }))
      const more = found.length > plan.size
      const behind = plan.from !== null
      return plan.forward
        ? { edges, hasNextPage: more, hasPreviousPage: behind }
        : { edges, hasNextPage: behind, hasPreviousPage: more }
    })
  }

  mappings(runId: string, query: PageQuery, request?: RequestOptions) {
    return this.page('mappings', runId, query, request)
  }
  outcomes(runId: string, query: PageQuery, request?: RequestOptions) {
    return this.page('outcomes', runId, query, request)
  }
  findings(runId: string, query: PageQuery, request?: RequestOptions) {
    return this.page('findings', runId, query, request)
  }
  sourceQuality(runId: string, query: PageQuery, request?: RequestOptions) {
    return this.page('source_quality', runId, query, request)
  }
  items(runId: string, query: PageQuery, request?: RequestOptions) {
    return this.page('items', runId, query, request)
  }

  /** One row of a report; null where there is none of that number. */
  row<R extends Report>(
    report: R,
    runId: string,
    rowId: number,
    request: RequestOptions = {},
  ): Promise<ReportRows[R] | null> {
    const shape = ROW_SHAPES[report]
    return this.runs.using(runId, async (run) => {
      const [stored] = await this.duck.rows(
        this.#statement(`${report} row`, request),
        `SELECT ${shape.columns.map(identifier).join(', ')} FROM ${run.table(report)} WHERE row_id = $1`,
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

  /** The first rows of the user mappings report whose source has exactly this id, username or name. */
  findMappings(runId: string, text: string, limit: number, request: RequestOptions = {}) {
    const shape = ROW_SHAPES.mappings
    return this.runs.using(runId, async (run) => {
      const found = await this.duck.rows(
        this.#statement('find mappings', request),
        `SELECT ${shape.columns.map(identifier).join(', ')} FROM ${run.table('mappings')}
         WHERE source_id = $1 OR source_username = $1 OR source_name = $1 ORDER BY row_id LIMIT $2`,
        [text, limit],
      )
      return found.map((stored) => shape.row(runId, stored))
    })
  }

  /** Rows under the filter; accounts and groups are 0 for a report without kinds. */
  count(runId: string, filter: Filter, request: RequestOptions = {}): Promise<ReportCount> {
    const options = this.#statement(`${filter.report} count`, request)
    return this.runs.using(runId, async (run) => {
      const [column] = facetColumns(filter.report)
      if (column === undefined)
        return { total: await this.#scanCount(run, filter, options), accounts: 0, groups: 0 }
      const counts = await this.#cubes.using(run, filter, (cube) => countBy(this.duck, options, column, cube))
      const of = (kind: string) => (column === 'kind' ? (counts.get(kind) ?? 0) : 0)
      const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
      return { total, accounts: of('account'), groups: of('group') }
    })
  }

  /** All facets of the filter's report, each counted without its own clauses. */
  facets(runId: string, filter: Filter, request: RequestOptions = {}): Promise<Facet[]> {
    const options = this.#statement(`${filter.report} facets`, request)
    return this.runs.using(runId, (run) =>
      this.#cubes.using(run, filter, (cube) => countFacets(this.duck, options, filter.report, cube)),
    )
  }

  /** All rows under the filter in default order, in chunks; the run is pinned until the loop ends. */
  async *stream<R extends Report>(
    report: R,
    runId: string,
    filter: Filter,
    { signal }: RequestOptions = {},
  ): AsyncGenerator<ReportRows[R][]> {
    const { run, release } = await this.runs.pin(runId)
    const shape = ROW_SHAPES[report]
    const parameters = new Parameters()
    const sql = `SELECT ${shape.columns.map(identifier).join(', ')} FROM ${run.table(report)}
      WHERE ${compileFilter(filter, parameters)}`
    try {
      const options = { name: `${report} stream`, ...(signal ? { signal } : {}) }
      for await (const rows of this.duck.stream(options, sql, parameters.values))
        yield rows.map((row) => shape.row(runId, row))
    } finally {
      release()
    }
  }

  /** Writes a report as one CSV file, by a DuckDB of its own. Returns the number of data rows. */
  copyCsv(runId: string, request: CsvRequest): Promise<number> {
    const { threads, memoryLimit, tempDirectory } = this.options
    return this.runs.using(runId, (run) => copyCsv(run, request, { threads, memoryLimit, tempDirectory }))
  }

  close(): void {
    this.duck.close()
  }

  get #timeoutMs(): number {
    return this.options.timeoutMs ?? 30_000
  }

  #statement(name: string, { signal }: RequestOptions): StatementOptions {
    return { name, timeoutMs: this.#timeoutMs, ...(signal ? { signal } : {}) }
  }

  /** The positions of a sort's values that have rows under the filter. */
  async #positions(run: OpenRun, plan: PagePlan, options: StatementOptions): Promise<number[]> {
    const { column, values, filter } = plan
    if (column === null || !(plan.sort in REPORT_FIELDS[filter.report])) return [0]
    const counts = await this.#cubes.using(run, filter, (cube) => countBy(this.duck, options, column, cube))
    return values.flatMap((value, position) => ((counts.get(value ?? '') ?? 0) > 0 ? [position] : []))
  }

  async #scanCount(run: OpenRun, filter: Filter, options: StatementOptions): Promise<number> {
    const parameters = new Parameters()
    const [row] = await this.duck.rows<{ count: number }>(
      options,
      `SELECT count(*) AS count FROM ${run.table(filter.report)} WHERE ${compileFilter(filter, parameters)}`,
      parameters.values,
    )
    return row?.count ?? 0
  }

  #rowCount(run: OpenRun, report: Report): Promise<number> {
    const key = `${run.id} ${report}`
    const known =
      this.#rowCounts.get(key) ??
      this.#scanCount(run, { report, clauses: [] }, this.#statement(`${report} size`, {}))
    this.#rowCounts.set(key, known)
    known.catch(() => this.#rowCounts.delete(key))
    return known
  }
}

/** Opens the warehouse over a folder of finished runs; DuckDB can read that folder and nothing else. */
export const createWarehouse = async (options: WarehouseOptions): Promise<Warehouse> => {
  const { runsFolder, threads, memoryLimit, tempDirectory } = options
  const duck = await openDuck({
    threads,
    memoryLimit,
    lockdown: { allowedDirectories: [runsFolder] },
    ...(tempDirectory === undefined ? {} : { tempDirectory }),
  })
  return new Warehouse(duck, options)
}
