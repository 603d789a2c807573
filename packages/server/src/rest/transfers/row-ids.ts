import { createHash } from 'node:crypto'

import type { Identity } from '../../warehouse/rows.js'

const SEPARATOR = '\u001f'

/** 32 hexadecimal digits told by parts; not a secret. The SQL beside it says the same in DuckDB. */
const hexOf = (...parts: readonly string[]): string =>
  createHash('md5').update(parts.join(SEPARATOR)).digest('hex')

const KEYS = ['id', 'username', 'name', 'caption'] as const

const keyOf = (identity: Identity): string => {
  const field = KEYS.find((one) => identity[one] !== null)
  return field === undefined ? '' : `${field}${SEPARATOR}${identity[field] ?? ''}`
}

/** Id of a row of the user mappings report: the same for the same source identity in every run of a job. */
export const securityMapId = (jobId: string, kind: string, source: Identity): string =>
  hexOf(jobId, kind, keyOf(source))

/** Id of a piece of content: the same in every run of a job. */
export const targetId = (jobId: string, path: string): string => hexOf(jobId, 'item', path)

/** Id of a grant: of its place in the policies of its item. */
export const permissionId = (jobId: string, path: string, policy: string, place: number): string =>
  hexOf(jobId, 'grant', path, policy, String(place))
