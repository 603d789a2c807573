import { onScopeDispose, ref, watch } from 'vue'
import { recall, remember } from './storage.js'

/** Single-key shortcuts can be switched off (WCAG 2.1.4); keys that belong to a focused widget always work. */
export const shortcutsOn = ref(recall('shortcuts') !== 'off')
watch(shortcutsOn, (on) => remember('shortcuts', on ? null : 'off'))

/** Every key the client knows, as the help overlay lists them. */
export const SHORTCUTS: readonly { keys: readonly string[]; does: string }[] = [
  { keys: ['/'], does: 'Search' },
  { keys: ['j'], does: 'Next row' },
  { keys: ['k'], does: 'Previous row' },
  { keys: ['f'], does: 'Filters' },
  { keys: ['c'], does: 'Columns' },
  { keys: ['e'], does: 'Export' },
  { keys: ['?'], does: 'This help' },
]

/** Keys of the grid itself, once it has the focus. */
export const GRID_KEYS: readonly { keys: readonly string[]; does: string }[] = [
  { keys: ['↑', '↓'], does: 'Move between rows' },
  { keys: ['Home', 'End'], does: 'First and last row' },
  { keys: ['PgUp', 'PgDn'], does: 'One view up and down' },
  { keys: ['Shift', '↑ ↓'], does: 'Take more rows' },
  { keys: ['Ctrl', 'C'], does: 'Copy the rows' },
  { keys: ['Enter'], does: 'Open the row' },
  { keys: ['Shift', 'F10'], does: 'Menu of the row' },
  { keys: ['Esc'], does: 'Close what is open' },
]

export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.tagName === 'TEXTAREA' ||
    target.tagName === 'SELECT' ||
    (target.tagName === 'INPUT' &&
      !['checkbox', 'radio', 'button'].includes((target as HTMLInputElement).type)))

/** Binds single keys for as long as the calling scope lives. A handler that returns false leaves the key alone. */
export const useShortcuts = (keys: Readonly<Record<string, () => unknown>>): void => {
  const onKey = (event: KeyboardEvent): void => {
    if (!shortcutsOn.value || event.defaultPrevented || event.isComposing) return
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    const handler = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined
    if (handler && handler() !== false) event.preventDefault()
  }
  window.addEventListener('keydown', onKey)
  onScopeDispose(() => window.removeEventListener('keydown', onKey))
}
