import { ref } from 'vue'

/** What the page's one polite live region says. */
export const announcement = ref('')

let timer: ReturnType<typeof setTimeout> | undefined

/** Says `text` to screen readers once things have settled; the last of several quick calls wins. */
export const announce = (text: string): void => {
  clearTimeout(timer)
  timer = setTimeout(() => {
    announcement.value = text === announcement.value ? `${text}\u00a0` : text
  }, 250)
}
