import type { Clause, FilterOp } from '@crosswalk/core'
import type { FacetGroup } from './facet-group.js'

export interface ChipText {
  field: string
  text: string
}

const OP_WORDS: Readonly<Record<FilterOp, string>> = {
  IN: '',
  NOT_IN: 'not ',
  CONTAINS: 'contains ',
  STARTS_WITH: 'starts with ',
  BETWEEN: 'between ',
  IS_NULL: 'absent: ',
  HAS_FLAG: '',
}
const FIELD_WORDS: Readonly<Record<string, string>> = { TEXT: 'Search', DOMAIN: 'Domain', ITEMS: 'Items' }

const titled = (name: string): string => name.charAt(0) + name.slice(1).toLowerCase().replaceAll('_', ' ')

/** A clause in the reader's words, values named as in the facets. */
export const chipText = ({ field, op, values }: Clause, groups: readonly FacetGroup[]): ChipText => {
  const group = groups.find((known) => known.field === field)
  const name = (value: string): string =>
    group?.options.find((option) => option.value.toUpperCase() === value.toUpperCase())?.label ??
    (value || 'none')
  const words = op === 'BETWEEN' ? [values.map((value) => value || '…').join('–')] : values.map(name)
  const prefix = field === 'TEXT' ? '' : OP_WORDS[op]
  return { field: group?.label ?? FIELD_WORDS[field] ?? titled(field), text: `${prefix}${words.join(', ')}` }
}
