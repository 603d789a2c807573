import { PRINCIPAL_KINDS, RESOLUTIONS, type ClauseInput, type Filter } from '@crosswalk/core'
import * as z from 'zod'

import { filterOf } from '../../warehouse/filter-input.js'
import { listParameters, parameterKinds } from './parameters.js'
import { SECURITY_MAP_FIELDS, SEED_FIELDS, type SecurityMapField } from './security-map-row.js'

const resolutions = RESOLUTIONS.map((resolution) => resolution.toLowerCase())
const { list, flag } = parameterKinds

/** What rows may be sorted by, and the order of the report that is; each goes one way. */
const SORTS: Readonly<Record<string, string>> = {
  'name asc': 'DEFAULT',
  'source.name asc': 'DEFAULT',
  'permissions desc': 'ITEMS',
  'destination asc': 'DESTINATION',
  'destination.name asc': 'DESTINATION',
  'resolution asc': 'RESOLUTION',
  'type asc': 'KIND',
}
const WAYS = Object.keys(SORTS).join(', ')
const implied = (text: string): string =>
  /\s/.test(text.trim()) ? text : `${text} ${/^permissions?$/i.test(text.trim()) ? 'desc' : 'asc'}`
const sort = z
  .string()
  .transform(
    (text) =>
      SORTS[
        implied(text)
          .trim()
          .toLowerCase()
          .replace(/\s+/g, ' ')
          .replace(/^permission /, 'permissions ')
      ],
  )
  .pipe(z.string(`is one of ${WAYS}`))

const fields = list.transform((names, context): readonly SecurityMapField[] => {
  if (names.length === 1 && names[0] === 'all') return SECURITY_MAP_FIELDS
  const known = SECURITY_MAP_FIELDS.filter((field) => names.includes(field))
  if (known.length < new Set(names).size)
    context.addIssue({ code: 'custom', message: `is all, or some of ${SECURITY_MAP_FIELDS.join(', ')}` })
  return known
})

const each = (values: readonly string[]) =>
  list.refine((given) => given.every((one) => values.includes(one)), `is one or more of ${values.join(', ')}`)

export const securityMapParameters = {
  ...listParameters,
  q: z.string().max(1000, 'has at most 1000 characters').optional(),
  type: each(PRINCIPAL_KINDS).optional(),
  resolution: each(resolutions).optional(),
  exclude_unused: flag.default(false),
  fields: fields.default(SEED_FIELDS),
  sort: sort.optional(),
}
type Parameters = z.output<z.ZodObject<typeof securityMapParameters>>

/** The parameters as the one filter of all reports. @throws Problem `BAD_FILTER` */
export function securityMapFilter({ q, type, resolution, exclude_unused }: Parameters): Filter {
  const clauses: ClauseInput[] = [
    ...(type === undefined ? [] : [{ field: 'KIND', op: 'IN', values: type }]),
    ...(resolution === undefined ? [] : [{ field: 'RESOLUTION', op: 'IN', values: resolution }]),
    ...(q === undefined || q === '' ? [] : [{ field: 'TEXT', op: 'CONTAINS', values: [q] }]),
    ...(exclude_unused ? [{ field: 'ITEMS', op: 'BETWEEN', values: ['1', ''] }] : []),
  ]
  return filterOf('mappings', clauses)
}
