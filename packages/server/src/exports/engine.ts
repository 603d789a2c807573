import type { ExportManifest } from '@crosswalk/core'
import { arch, versions } from 'node:process'
import type { Duck } from '../warehouse/duck.js'

/** Raised whenever the same rows would give other bytes. */
const EXPORT_VERSION = 3

/** What decides the bytes of a part: a resumed export goes on only under the same. zlib differs between processors. */
export const engineOf = async (duck: Duck): Promise<ExportManifest['engine']> => {
  const [row] = await duck.rows<{ version: string }>(
    { name: 'engine version' },
    'SELECT version() AS version',
  )
  return {
    crosswalk: EXPORT_VERSION,
    duckdb: row?.version ?? '',
    zlib: `${versions.zlib ?? ''} ${arch}`,
  }
}
