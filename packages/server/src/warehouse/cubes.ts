import { REPORT_FIELDS, fieldOf, filterHash } from '@crosswalk/core'
import type { Filter, Report } from '@crosswalk/core'
import { identifier } from './duck.js'
import type { Duck } from './duck.js'
import { Parameters, compileFilter } from './filter-sql.js'
import type { Scope } from './scope.js'
import { SharedWork } from './shared-work.js'

/** Where a published cube puts the values beyond its top ones. No folded domain is spelt so. */
export const OTHER = 'OTHER'

/** A cube to ask: a relation with the report's facet columns, `run` and `count`, and the clauses still to be applied to it. */
export interface Cube {
  relation: string
  filter: Filter
}

/** The facet columns of a report. */
export const facetColumns = (report: Report): string[] => [
  ...new Set(
    Object.values(REPORT_FIELDS[report])
      .filter(({ facet }) => facet)
      .map(({ column }) => column),
  ),
]

const hasPublishedCube = (report: Report): report is 'mappings' | 'outcomes' =>
  report === 'mappings' || report === 'outcomes'

interface BuiltCube {
  table: string
  rows: number
}

/** How many rows of built cubes are kept, and how many every cube counts for at least: a few dozen cubes at most. */
const KEPT_ROWS = 4_000_000
const LEAST_ROWS = KEPT_ROWS / 32

/**
 * The cubes facets and counts are answered from. Where every clause is on facet columns it is the runs' own; else
 * (free text, numbers, a domain that a run's cube may have under OTHER) one scan builds a cube under those other
 * clauses, kept for the next question: never a scan per facet. Least recently used cubes are dropped, by their rows.
 */
export class Cubes {
  readonly #built: SharedWork<BuiltCube>
  readonly #capped: SharedWork<boolean>
  #count = 0

  constructor(
    private readonly duck: Duck,
    private readonly timeoutMs: number,
  ) {
    this.#built = new SharedWork<BuiltCube>({
      limit: KEPT_ROWS,
      weigh: ({ rows }) => Math.max(rows, LEAST_ROWS),
      dispose: (cube) => this.#drop(cube),
    })
    this.#capped = new SharedWork<boolean>({ limit: 1000, weigh: () => 1 })
  }

  async using<T>(
    scope: Scope,
    filter: Filter,
    use: (cube: Cube) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const { report, clauses } = filter
    const isFacet = (name: string) => fieldOf(report, name)?.facet === true
    const rest = { report, clauses: clauses.filter(({ field }) => !isFacet(field)) }
    const left = { report, clauses: clauses.filter(({ field }) => isFacet(field)) }
    if (hasPublishedCube(report) && rest.clauses.length === 0 && (await this.#isExact(scope, left, signal)))
      return use({ relation: scope.table(`${report}.cube`), filter: left })
    return this.#built.using(
      `${scope.key} ${filterHash(rest)}`,
      (abandoned) => this.#build(scope, rest, abandoned),
      ({ table }) => use({ relation: table, filter: left }),
      signal,
    )
  }

  /** Whether the runs' cubes can apply these clauses: those on domains need cubes without OTHER. */
  async #isExact(scope: Scope, { report, clauses }: Filter, signal?: AbortSignal): Promise<boolean> {
    const onDomain = clauses.some(({ field }) => fieldOf(report, field)?.column === 'domain')
    return (
      !onDomain || !(await this.#capped.using(scope.key, (end) => this.#isCapped(scope, end), same, signal))
    )
  }

  async #isCapped(scope: Scope, signal: AbortSignal): Promise<boolean> {
    const [row] = await this.duck.rows<{ capped: boolean }>(
      { name: 'cube capped', timeoutMs: this.timeoutMs, signal },
      `SELECT count(*) > 0 AS capped FROM ${scope.table('mappings.cube')} WHERE domain = $other`,
      { other: OTHER },
    )
    return row?.capped === true
  }

  async #build(scope: Scope, rest: Filter, signal: AbortSignal): Promise<BuiltCube> {
    const table = `cube_${(this.#count += 1)}`
    const parameters = new Parameters()
    const columns = ['run', ...facetColumns(rest.report)].map(identifier).join(', ')
    const [made] = await this.duck.rows<{ Count: number }>(
      { name: 'build cube', timeoutMs: this.timeoutMs, signal },
      `CREATE TABLE ${table} AS SELECT ${columns}, count(*) AS count FROM ${scope.table(rest.report)}
       WHERE ${compileFilter(rest, parameters)} GROUP BY ALL`,
      parameters.values,
    )
    return { table, rows: made?.Count ?? 0 }
  }

  #drop({ table }: BuiltCube): Promise<void> {
    return this.duck.execute({ name: 'drop cube' }, `DROP TABLE ${table}`)
  }
}

const same = <T>(value: T): T => value
