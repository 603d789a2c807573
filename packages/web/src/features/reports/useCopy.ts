import { formatNumber, plural } from '../../app/format.js'
import { showToast } from '../../app/toasts.js'
import type { GridColumn } from '../../ui/grid/columns.js'
import { toTsv } from '../../ui/grid/tsv.js'

/** As many rows as a clipboard is good for; more is what exports are for. */
const MOST = 10_000

/** Copies rows, with the columns in view, for a spreadsheet. */
export const useCopy = <Row>(
  collect: (first: number, last: number) => Promise<readonly Row[]>,
  columns: () => readonly GridColumn<Row>[],
) => {
  return async (first: number, last: number): Promise<void> => {
    const end = Math.min(last, first + MOST - 1)
    try {
      const rows = await collect(first, end)
      await navigator.clipboard.writeText(toTsv(columns(), rows))
      const left = last - end
      showToast(
        left > 0
          ? `The first ${formatNumber(MOST)} rows were copied; export the report for all of them.`
          : `${plural(rows.length, 'row')} copied.`,
      )
    } catch {
      showToast('Nothing was copied: the rows could not be fetched, or the browser refused.', 'danger')
    }
  }
}
