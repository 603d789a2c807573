import type { ExportSpec } from '../../src/exports/spec.js'
import { openSource } from '../../src/exports/open-source.js'
import { rowsQuery } from '../../src/warehouse/export/copy.js'
import { findParts } from '../../src/warehouse/export/ranges.js'

/** What EXPLAIN says of the statements that write the first and the last part of an export, of `partRows` rows each. */
export const plansOf = async (spec: ExportSpec, scratch: string, partRows: number): Promise<string[]> => {
  const { duck, source } = await openSource(spec, scratch)
  try {
    const parts = await findParts(duck, { name: 'parts' }, source, partRows)
    const plans: string[] = []
    for (const part of [parts[0], parts.at(-1)])
      for (const format of ['SAFE_CSV', 'XLSX'] as const) {
        if (part === undefined) continue
        const { sql, parameters } = rowsQuery({ ...spec, format }, source, part.ranges)
        const plan = await duck.rows<{ explain_value: string }>(
          { name: 'explain' },
          `EXPLAIN ${sql}`,
          parameters.values,
        )
        plans.push(plan.map((row) => row.explain_value).join('\n'))
      }
    return plans
  } finally {
    duck.close()
  }
}

/** What gives rows in the order of a file: scan, filter and projection; and what does not. */
export const SCAN = /READ_PARQUET|PARQUET_SCAN/
export const UNORDERED = /JOIN|ORDER|TOP_N|AGGREGATE|WINDOW/
