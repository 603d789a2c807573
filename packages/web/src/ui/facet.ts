import type { IconName } from './icons.js'
import type { Tone } from './tone.js'

/** One value of a facet. `count` is null where the exact figure is not known; it is then not shown. */
export interface FacetOption {
  value: string
  label: string
  hint?: string
  icon?: IconName
  tone?: Tone
  count: number | null
}
