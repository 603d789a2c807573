import type { RouteLocationRaw } from 'vue-router'
import type { IconName } from './icons.js'

/** One line of a menu: a link, or something to do. */
export interface MenuItem {
  label: string
  icon: IconName
  to?: RouteLocationRaw
  act?: () => void
}
