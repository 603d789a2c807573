import { computed, nextTick, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import {
  placeAt,
  revealing,
  rowsAt,
  scrolled,
  scrollerHeight,
  strayed,
  toScroll,
  type Place,
  type Sheet,
} from './geometry.js'

const SETTLE_MS = 160
const OVERSCAN = 8

/**
 * Binds an element that scrolls to a sheet of any number of rows. `height` is the scrolled element's; a row of
 * the sheet is drawn `shift` pixels off its own height in the sheet.
 */
export const useScroller = (
  root: Readonly<Ref<HTMLElement | null>>,
  size: () => { rows: number; rowHeight: number; headHeight: number },
  settled: (firstRow: number) => void,
) => {
  const view = ref(0)
  const place = shallowRef<Place>({ scroll: 0, top: 0 })
  const sheet = computed<Sheet>(() => ({ ...size(), view: view.value }))
  let timer: ReturnType<typeof setTimeout> | undefined

  const put = (top: number): void => {
    place.value = placeAt(sheet.value, top)
    void nextTick(() => {
      if (root.value) root.value.scrollTop = place.value.scroll
    })
  }
  const settle = (): void => {
    const { scroll, top } = place.value
    if (Math.abs(scroll - toScroll(sheet.value, top)) >= 1) put(top)
    settled(rowsAt(sheet.value, top).first)
  }
  const onScroll = (): void => {
    if (!root.value) return
    place.value = scrolled(sheet.value, place.value, root.value.scrollTop)
    if (strayed(sheet.value, place.value)) put(place.value.top)
    clearTimeout(timer)
    timer = setTimeout(settle, SETTLE_MS)
  }
  const measure = (): void => {
    view.value = Math.max(0, (root.value?.clientHeight ?? 0) - size().headHeight)
  }
  const observer = new ResizeObserver(measure)
  watch(root, (element, before) => {
    if (before) observer.unobserve(before)
    if (element) observer.observe(element)
    measure()
  })
  watch(
    () => size().rowHeight,
    (now, before) => put((place.value.top / before) * now),
  )
  onScopeDispose(() => {
    clearTimeout(timer)
    observer.disconnect()
  })

  return {
    height: computed(() => scrollerHeight(sheet.value)),
    shift: computed(() => place.value.scroll - place.value.top),
    inView: computed(() => rowsAt(sheet.value, place.value.top)),
    rendered: computed(() => rowsAt(sheet.value, place.value.top, OVERSCAN)),
    onScroll,
    /** Puts a row at the upper edge. */
    scrollTo: (row: number): void => put(row * size().rowHeight),
    /** Brings a row into view by the shortest way. */
    reveal: (row: number): void => {
      const top = revealing(sheet.value, place.value.top, row)
      if (top !== place.value.top) put(top)
    },
  }
}
