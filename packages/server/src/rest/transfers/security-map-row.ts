import type { MappingRow } from '../../warehouse/rows.js'
import { securityMapId } from './row-ids.js'

const person = (kind: string, { id, name, caption }: MappingRow['source']) => ({
  name: caption ?? name ?? id,
  email: kind === 'account' ? name : null,
  id,
  type: kind,
})

/** The parts of a row, each under its name in `fields`. */
const PARTS = {
  id: (row: MappingRow, jobId: string) => securityMapId(jobId, row.kind, row.source),
  source: ({ kind, source }: MappingRow) => person(kind, source),
  destination: ({ kind, destination }: MappingRow) =>
    destination === null ? null : person(kind, destination),
  resolution: ({ resolution }: MappingRow) => resolution.toLowerCase(),
  permissions: ({ itemsDirect }: MappingRow) => itemsDirect,
  message: ({ message }: MappingRow) => message,
} as const

export type SecurityMapField = keyof typeof PARTS
export const SECURITY_MAP_FIELDS = Object.keys(PARTS) as SecurityMapField[]
/** What seed 002 shows, in its order. */
export const SEED_FIELDS: readonly SecurityMapField[] = ['id', 'source', 'resolution', 'permissions']

/** A row of the user mappings report as REST shows it: `source.name` is the display name, unlike in the CSV. */
export const securityMapRow = (
  row: MappingRow,
  jobId: string,
  fields: readonly SecurityMapField[],
): Record<string, unknown> => Object.fromEntries(fields.map((field) => [field, PARTS[field](row, jobId)]))
