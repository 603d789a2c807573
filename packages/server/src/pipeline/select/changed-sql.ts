import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { literal } from '../../warehouse/duck.js'
import type { EarlierRun, RunSpec } from '../spec.js'

/**
 * Which items a top-up transfers, as SQL over `items` (alias `i`): new paths and changed hashes against the
 * previous run, or the transferred paths the job lists (each covering what lies below it). All, without either.
 */
export const changedSql = (spec: RunSpec, previous: EarlierRun | null): string => {
  const { transferred } = spec.job.migration
  if (transferred != null && !spec.wipe) return transferredSql(readFileSync(transferred, 'utf8'))
  if (previous === null) return 'true'
  const table = literal(join(previous.folder, 'items.parquet'))
  return `NOT EXISTS (
    SELECT 1 FROM read_parquet(${table}) p
    WHERE p.path = i.path AND p.content_hash IS NOT DISTINCT FROM i.content_hash)`
}

const transferredSql = (text: string): string => {
  const paths = text
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
  const values = paths.map((path) => `(${literal(path)})`).join(', ')
  return paths.length === 0
    ? 'false'
    : `EXISTS (SELECT 1 FROM (VALUES ${values}) t(root)
         WHERE i.path = t.root OR t.root = '/' OR starts_with(i.path, t.root || '/'))`
}
