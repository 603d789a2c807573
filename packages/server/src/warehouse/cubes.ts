import { REPORT_FIELDS, fieldOf, filterHash } from '@crosswalk/core'
import type { Filter, Report } from '@crosswalk/core'
import { identifier } from './duck.js'
import type { Duck } from './duck.js'
import { Parameters, compileFilter } from './filter-sql.js'
import type { OpenRun } from './run-tables.js'

/** Where a published cube puts the values beyond its top ones. No folded domain is spelt so. */
export const OTHER = 'OTHER'

/** A cube to ask: a relation with the report's facet columns and `count`, and the clauses still to be applied to it. */
export interface Cube {
  relation: string
  filter: Filter
}

interface Built {
  table: Promise<string>
  uses: number
}

/** The facet columns of a report. */
export const facetColumns = (report: Report): string[] =>
  Object.values(REPORT_FIELDS[report])
    .filter(({ facet }) => facet)
    .map(({ column }) => column)

const hasPublishedCube = (report: Report): report is 'mappings' | 'outcomes' =>
  report === 'mappings' || report === 'outcomes'

/**
 * The cubes facets and counts are answered from. Where every clause is on facet columns it is the run's own; else
 * (free text, numbers, a domain that the run's cube may have under OTHER) one scan builds a cube under those other
 * clauses, kept for the next question: never a scan per facet. Least recently used cubes are dropped.
 */
export class Cubes {
  readonly #built = new Map<string, Built>()
  readonly #capped = new Map<string, Promise<boolean>>()
  #count = 0

  constructor(
    private readonly duck: Duck,
    private readonly timeoutMs: number,
    private readonly limit = 32,
  ) {}

  async using<T>(run: OpenRun, filter: Filter, use: (cube: Cube) => Promise<T>): Promise<T> {
    const { report, clauses } = filter
    const isFacet = (name: string) => fieldOf(report, name)?.facet === true
    const rest = { report, clauses: clauses.filter(({ field }) => !isFacet(field)) }
    const left = { report, clauses: clauses.filter(({ field }) => isFacet(field)) }
    if (hasPublishedCube(report) && rest.clauses.length === 0 && (await this.#isExact(run, left)))
      return use({ relation: run.table(`${report}.cube`), filter: left })
    const built = this.#get(run, rest)
    built.uses += 1
    try {
      return await use({ relation: await built.table, filter: left })
    } finally {
      built.uses -= 1
      await this.#evict()
    }
  }

  /** Whether the run's cube can apply these clauses: those on an open set of values need one without OTHER. */
  async #isExact(run: OpenRun, { report, clauses }: Filter): Promise<boolean> {
    const open = clauses.some(({ field }) => fieldOf(report, field)?.type === 'string')
    return !open || !(await this.#isCapped(run))
  }

  #isCapped(run: OpenRun): Promise<boolean> {
    const known = this.#capped.get(run.id)
    if (known) return known
    const asked = this.duck
      .rows<{ capped: boolean }>(
        { name: 'cube capped', timeoutMs: this.timeoutMs },
        `SELECT count(*) > 0 AS capped FROM ${run.table('mappings.cube')} WHERE domain = $other`,
        { other: OTHER },
      )
      .then(([row]) => row?.capped === true)
    asked.catch(() => this.#capped.delete(run.id))
    this.#capped.set(run.id, asked)
    return asked
  }

  #get(run: OpenRun, rest: Filter): Built {
    const key = `${run.id} ${filterHash(rest)}`
    const built = this.#built.get(key) ?? { table: this.#build(run, rest), uses: 0 }
    built.table.catch(() => this.#built.delete(key))
    this.#built.delete(key)
    this.#built.set(key, built)
    return built
  }

  async #build(run: OpenRun, rest: Filter): Promise<string> {
    const table = `cube_${(this.#count += 1)}`
    const parameters = new Parameters()
    const columns = facetColumns(rest.report).map(identifier).join(', ')
    await this.duck.execute(
      { name: 'build cube', timeoutMs: this.timeoutMs },
      `CREATE TABLE ${table} AS SELECT ${columns}, count(*) AS count FROM ${run.table(rest.report)}
       WHERE ${compileFilter(rest, parameters)} GROUP BY ALL`,
      parameters.values,
    )
    return table
  }

  async #evict(): Promise<void> {
    for (const [key, built] of this.#built) {
      if (this.#built.size <= this.limit) return
      if (built.uses > 0) continue
      this.#built.delete(key)
      const table = await built.table.catch(() => null)
      if (table !== null) await this.duck.execute({ name: 'drop cube' }, `DROP TABLE ${table}`)
    }
  }
}
