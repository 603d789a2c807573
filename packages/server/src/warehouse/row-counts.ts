import type { Report } from '@crosswalk/core'
import type { Duck, StatementOptions } from './duck.js'
import type { Scope } from './scope.js'

/** The number of rows of each report of each run; counted once. */
export class RowCounts {
  readonly #known = new Map<string, number>()

  constructor(private readonly duck: Duck) {}

  /** In the order of the scope's runs. */
  async of(scope: Scope, report: Report, options: StatementOptions): Promise<number[]> {
    const key = (runId: string) => `${runId} ${report}`
    if (scope.runs.some(({ id }) => !this.#known.has(key(id)))) {
      const counted = await this.duck.rows<{ run: number; rows: number }>(
        options,
        `SELECT run, count(*) AS rows FROM ${scope.table(report)} GROUP BY run`,
      )
      const rows = new Map(counted.map((one) => [one.run, one.rows]))
      scope.runs.forEach(({ id }, index) => this.#known.set(key(id), rows.get(index) ?? 0))
    }
    return scope.runs.map(({ id }) => this.#known.get(key(id)) ?? 0)
  }
}
