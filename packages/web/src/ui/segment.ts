import type { RouteLocationRaw } from 'vue-router'
import type { IconName } from './icons.js'
import type { Tone } from './tone.js'

/** One part of a stacked bar; `to` makes it and its line in the legend a link. */
export interface Segment {
  key: string
  label: string
  count: number
  tone: Tone
  icon: IconName
  to?: RouteLocationRaw
}
