import { ref, watchEffect } from 'vue'
import { recall, remember } from './storage.js'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const stored = recall('theme')
export const theme = ref<Theme>(THEMES.find((name) => name === stored) ?? 'system')

/** Keeps `data-theme` on the root element and the stored choice equal to `theme`. `system` follows the device. */
export const applyTheme = (root: HTMLElement): void => {
  watchEffect(() => {
    remember('theme', theme.value === 'system' ? null : theme.value)
    if (theme.value === 'system') root.removeAttribute('data-theme')
    else root.dataset.theme = theme.value
  })
}

export const nextTheme = (): void => {
  theme.value = THEMES[(THEMES.indexOf(theme.value) + 1) % THEMES.length] ?? 'system'
}
