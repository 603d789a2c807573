import { computed, nextTick, ref, watch, type Ref } from 'vue'

interface Acts {
  count: () => number
  /** Rows that fit the view. */
  pageRows: () => number
  reveal: (row: number) => void
  open: (row: number) => void
  copy: () => void
  menu: (row: number) => void
}

/** The row that a key moves to, or null where the key is not the grid's. */
export const moveBy = (key: string, from: number, count: number, page: number): number | null => {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + page,
    PageUp: from - page,
    Home: 0,
    End: count - 1,
  }
  const to = Object.hasOwn(steps, key) ? steps[key] : undefined
  return to === undefined ? null : Math.max(0, Math.min(count - 1, to))
}

/**
 * One tab stop over rows that may not be rendered, and a span of rows that begins where Shift was first held.
 * Ctrl+C copies the span as long as no text is selected.
 */
export const useGridKeys = (root: Readonly<Ref<HTMLElement | null>>, acts: Acts) => {
  const active = ref(0)
  const anchor = ref<number | null>(null)
  const span = computed(() => {
    const from = anchor.value ?? active.value
    return { first: Math.min(from, active.value), last: Math.max(from, active.value) }
  })
  watch(acts.count, (rows) => {
    active.value = Math.max(0, Math.min(active.value, rows - 1))
    anchor.value = null
  })
  const activate = (row: number, extend: boolean): void => {
    anchor.value = extend ? (anchor.value ?? active.value) : null
    active.value = row
  }
  const focusRow = (row: number, extend = false): void => {
    if (row < 0 || row >= acts.count()) return
    activate(row, extend)
    acts.reveal(row)
    void nextTick(() =>
      root.value?.querySelector<HTMLElement>(`[data-index="${row}"]`)?.focus({ preventScroll: true }),
    )
  }
  const act = (event: KeyboardEvent): (() => void) | null => {
    if (event.key === 'Enter' || event.key === ' ') return () => acts.open(active.value)
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey))
      return () => acts.menu(active.value)
    const to = moveBy(event.key, active.value, acts.count(), acts.pageRows())
    return to === null ? null : () => focusRow(to, event.shiftKey)
  }
  const onKeydown = (event: KeyboardEvent): void => {
    if (acts.count() === 0 || event.altKey || !(event.target as HTMLElement).dataset['index']) return
    const held = event.ctrlKey || event.metaKey
    if (held && event.key.toLowerCase() === 'c') {
      if (getSelection()?.isCollapsed === false) return
      event.preventDefault()
      acts.copy()
      return
    }
    if (held && event.key !== 'Home' && event.key !== 'End') return
    const does = act(event)
    if (!does) return
    event.preventDefault()
    does()
  }
  return { active, span, activate, focusRow, onKeydown }
}
