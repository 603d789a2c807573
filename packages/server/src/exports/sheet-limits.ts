import { SHEET_CELL, SHEET_ROWS } from '@crosswalk/core'
import { Problem } from '../problem.js'
import type { Duck } from '../warehouse/duck.js'
import type { Shape } from '../warehouse/export/copy.js'
import { namesOf } from '../warehouse/export/legs.js'
import type { Source } from '../warehouse/export/legs.js'
import { Parameters } from '../warehouse/filter-sql.js'
import { partQuery } from '../warehouse/export/ranges.js'
import type { PartRange } from '../warehouse/export/ranges.js'
import { longestText } from '../warehouse/export/sheet-xml.js'

const plain = new Intl.NumberFormat('en')

/** @throws Problem `SHEET_TOO_SMALL` where the rows are too many for a sheet. */
export const requireOneSheet = (rows: number): void => {
  if (rows > SHEET_ROWS)
    throw new Problem(
      'SHEET_TOO_SMALL',
      `The export has ${plain.format(rows)} rows and a sheet holds ${plain.format(SHEET_ROWS)}. Export CSV in parts, or narrow the filter.`,
    )
}

/** @throws Problem `SHEET_TOO_SMALL` where a text is too long for a cell. */
export const requireFittingCells = async (
  duck: Duck,
  { report, columns }: Shape,
  source: Source,
  parts: readonly PartRange[],
  signal: AbortSignal,
): Promise<void> => {
  for (const { ranges } of parts) {
    const parameters = new Parameters()
    const query = partQuery(
      source,
      ranges,
      (run, values) => `${longestText(report, columns, namesOf(run), values)} AS units`,
      parameters,
    )
    const [found] = await duck.rows<{ units: number | null }>(
      { name: 'longest cell', signal },
      `SELECT max(units) AS units FROM (${query})`,
      parameters.values,
    )
    const units = found?.units ?? 0
    if (units > SHEET_CELL)
      throw new Problem(
        'SHEET_TOO_SMALL',
        `A text has ${plain.format(units)} characters and a cell of a spreadsheet holds ${plain.format(SHEET_CELL)}. Export CSV or JSON Lines, which hold any text.`,
      )
  }
}
