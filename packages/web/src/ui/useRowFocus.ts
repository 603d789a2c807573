import { nextTick, ref, watch, type Ref } from 'vue'
import { moveBy } from './grid.js'

interface RowFocus {
  active: Ref<number>
  /** Moves the one tab stop, scrolls it into view and gives it the focus. */
  focusRow: (index: number) => void
  onKeydown: (event: KeyboardEvent) => void
}

/** Roving focus over rows that may not be rendered: `reveal` scrolls a row into the rendered window first. */
export const useRowFocus = (
  root: Readonly<Ref<HTMLElement | null>>,
  count: () => number,
  reveal: (index: number) => void,
  open: (index: number) => void,
): RowFocus => {
  const active = ref(0)
  watch(count, (rows) => {
    active.value = Math.max(0, Math.min(active.value, rows - 1))
  })
  const focusRow = (index: number): void => {
    if (index < 0 || index >= count()) return
    active.value = index
    reveal(index)
    void nextTick(() => root.value?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus())
  }
  const onKeydown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || count() === 0) return
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      open(active.value)
      return
    }
    const to = moveBy(event.key, active.value, count())
    if (to === null) return
    event.preventDefault()
    focusRow(to)
  }
  return { active, focusRow, onKeydown }
}
