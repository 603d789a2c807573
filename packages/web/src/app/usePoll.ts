import { onScopeDispose, watch } from 'vue'

const FIRST_MS = 500
const LAST_MS = 2_000

/** Calls `act` while `active` holds, after 0.5 s at first and every 2 s in the end. Rests while the page is hidden. */
export const usePoll = (active: () => boolean, act: () => void): void => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const plan = (wait: number): void => {
    timer = setTimeout(() => {
      if (!document.hidden) act()
      plan(Math.min(LAST_MS, wait * 1.4))
    }, wait)
  }
  watch(
    active,
    (on) => {
      clearTimeout(timer)
      if (on) plan(FIRST_MS)
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(timer))
}
