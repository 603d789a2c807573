import type { DuckDBConnection } from '@duckdb/node-api'
import { POLICIES } from '@crosswalk/core'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describeCsv } from '../../inputs/csv/describe.js'
import { rewriteCsv } from '../../inputs/csv/rewrite.js'
import {
  countKnown,
  HAS_PRINCIPAL,
  permissionsShape,
  type PermissionColumn,
  type PermissionsShape,
} from '../../inputs/permissions-csv/shape.js'
import { execute, literal, rows } from '../../warehouse/duck.js'
import { FindingWriter, nextSeq } from './finding-writer.js'
import { CSV_TABLE, dropNormalTable, loadNormalFile } from './normal-table.js'

export interface PermissionsCsvInput {
  path: string
  label: string
  workFolder: string
}

/** How a file may spell each kind of grant, folded to letters. */
const POLICY_WORDS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  POLICIES.map((policy) => [policy, [policy.toLowerCase().replaceAll('_', '')]]),
)
const MORE_WORDS: Readonly<Record<string, readonly string[]>> = {
  ACL: ['', 'ace', 'acl'],
  CREATED_BY: ['creator', 'created'],
  MODIFIED_BY: ['modifier', 'modified', 'lastmodifiedby'],
}
const ALLOWED = ['', 'allow', 'allowed', 'grant', 'granted', 'yes', 'true', '1']
const DENIED = ['deny', 'denied', 'no', 'false', '0']

const list = (words: readonly string[]): string => `[${words.map(literal).join(', ')}]`
const word = (cell: string): string => `regexp_replace(lower(coalesce(${cell}, '')), '[^a-z0-9]', '', 'g')`

/**
 * Reads a permissions CSV into `staged_grants`: who may do what on which item, for content that tells it nowhere
 * else. A row with an unknown policy or access is a finding and skipped. Throws the Problems of `describeCsv`, and
 * `CSV_HEADER`, `CSV_BROKEN`, `INPUT_CHANGED`.
 */
export const stagePermissionsCsv = async (
  connection: DuckDBConnection,
  { path, label, workFolder }: PermissionsCsvInput,
): Promise<void> => {
  const description = await describeCsv(path, label, countKnown)
  const shape = permissionsShape(description)
  const target = join(workFolder, 'permissions.csv.part')
  const findings = await FindingWriter.open(connection, label)
  try {
    for (const column of shape.unknown) findings.add('UNKNOWN_COLUMN', description.header.line, { column })
    const file = await rewriteCsv(description, shape.use, target, {
      badRow: (line, problem) => findings.add('BAD_ROW', line, { problem }),
      replaced: (line, count) => findings.add('TEXT_REPLACED', line, { count }),
      incompleteRow: (line, bits) =>
        findings.add('BAD_ROW', line, {
          problem: (bits & HAS_PRINCIPAL) === 0 ? 'it names no principal' : 'it names no path',
        }),
    })
    if (file.rows === 0) findings.add('NO_CONTENT', description.header.line, { input: label })
    await loadNormalFile(connection, file, shape.kept)
    await judge(connection, shape, findings)
  } finally {
    findings.close()
    await rm(target, { force: true })
  }
  const first = await nextSeq(connection, 'staged_grants')
  await execute(
    connection,
    'csv: grants',
    `INSERT INTO staged_grants
     SELECT ${first} + ordinal, principal, path, policy, allow, rights, ${literal(label)}, line
     FROM judged_grants WHERE policy IS NOT NULL AND allow IS NOT NULL`,
  )
  await dropNormalTable(connection)
}

const judge = async (
  connection: DuckDBConnection,
  { columns }: PermissionsShape,
  findings: FindingWriter,
): Promise<void> => {
  const cell = (column: PermissionColumn): string =>
    columns[column] === undefined ? 'NULL::VARCHAR' : `c${columns[column]}`
  const policies = POLICIES.map(
    (policy) =>
      `WHEN list_contains(${list([...(POLICY_WORDS[policy] ?? []), ...(MORE_WORDS[policy] ?? [])])}, ${word(cell('policy'))}) THEN '${policy}'`,
  )
  await execute(
    connection,
    'csv: judge grants',
    `CREATE OR REPLACE TEMP TABLE judged_grants AS
     SELECT ordinal, line, trim(${cell('principal')}) AS principal, ${cell('rights')} AS rights,
       coalesce(nullif(regexp_replace(trim(${cell('path')}), '/+$', ''), ''), '/') AS path,
       ${cell('policy')} AS written_policy, ${cell('access')} AS written_access,
       CASE ${policies.join(' ')} END AS policy,
       CASE WHEN list_contains(${list(ALLOWED)}, ${word(cell('access'))}) THEN true
         WHEN list_contains(${list(DENIED)}, ${word(cell('access'))}) THEN false END AS allow
     FROM ${CSV_TABLE}`,
  )
  const odd = await rows<{ line: number; policy: string | null; access: string | null }>(
    connection,
    'csv: odd grants',
    `SELECT line, CASE WHEN policy IS NULL THEN written_policy END AS policy, written_access AS access
     FROM judged_grants WHERE policy IS NULL OR allow IS NULL ORDER BY line`,
  )
  for (const { line, policy, access } of odd)
    findings.add('BAD_ROW', Number(line), {
      problem:
        policy === null
          ? `the access ${access ?? ''} neither allows nor denies`
          : `the policy ${policy} is not one of ${POLICIES.join(', ')}`,
    })
}
