import { onScopeDispose, ref, type Ref } from 'vue'

const query = '(max-width: 759px)'

/** Whether the page is too narrow for a table; the same width as in the style sheets. */
export const useNarrow = (): Readonly<Ref<boolean>> => {
  const media = matchMedia(query)
  const narrow = ref(media.matches)
  const update = (): void => {
    narrow.value = media.matches
  }
  media.addEventListener('change', update)
  onScopeDispose(() => media.removeEventListener('change', update))
  return narrow
}
