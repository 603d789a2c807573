import { nextTick, watch, type Ref } from 'vue'
import { useShortcuts } from '../../app/shortcuts.js'

interface GridHandle {
  active: number
  focusRow: (index: number) => void
}

interface Acts {
  search: () => void
  filters: () => void
  columns: () => void
  /** None: the rows cannot be exported. */
  exporting?: () => void
  rows: () => number
  /** Position of the open row, or -1. */
  openIndex: () => number
  open: (index: number) => void
}

/** Single keys of a report page. With a row open, `j` and `k` step the open row; else they move the focus. */
export const useReportKeys = (grid: Readonly<Ref<GridHandle | null>>, acts: Acts): void => {
  const step = (by: number): void => {
    const open = acts.openIndex()
    if (open >= 0) {
      const to = open + by
      if (to >= 0 && to < acts.rows()) acts.open(to)
      return
    }
    const here = document.activeElement?.closest('[data-index]')
    grid.value?.focusRow(here ? grid.value.active + by : grid.value.active)
  }
  const unlessOpen = (act: () => void) => () => (acts.openIndex() >= 0 ? false : act())
  useShortcuts({
    '/': unlessOpen(acts.search),
    f: unlessOpen(acts.filters),
    c: unlessOpen(acts.columns),
    e: unlessOpen(() => acts.exporting?.()),
    j: () => step(1),
    k: () => step(-1),
  })
  watch(acts.openIndex, (now, before) => {
    if (now < 0 && before >= 0) void nextTick(() => setTimeout(() => grid.value?.focusRow(before)))
  })
}
