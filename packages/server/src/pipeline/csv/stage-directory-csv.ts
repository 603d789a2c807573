import type { DuckDBConnection } from '@duckdb/node-api'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describeCsv } from '../../inputs/csv/describe.js'
import { rewriteCsv } from '../../inputs/csv/rewrite.js'
import { countKnown } from '../../inputs/directory-csv/columns.js'
import type { DirectoryShape } from '../../inputs/directory-csv/shape.js'
import { directoryShape, HAS_IDENTITY } from '../../inputs/directory-csv/shape.js'
import type { Side } from '../../inputs/rows.js'
import { execute, literal } from '../../warehouse/duck.js'
import { countFrom, FindingWriter, nextSeq } from './finding-writer.js'
import { columnMembershipsSql, pairMembershipsSql } from './memberships-sql.js'
import { dropNormalTable, loadNormalFile } from './normal-table.js'
import { principalsSql } from './principals-sql.js'
import { findOddWords } from './word-findings.js'

export interface DirectoryCsvInput {
  path: string
  /** How rows and findings name the file. */
  label: string
  side: Side
  /** Holds the rewritten copy while it is read. */
  workFolder: string
}

/**
 * Reads a directory CSV (accounts, groups, memberships as columns, or a file of pairs) into `staged_principals`,
 * `staged_memberships` and `staged_findings`. Bad rows, unknown columns and the like are findings.
 * Throws the Problems of `describeCsv`, and `CSV_HEADER`, `CSV_BROKEN`, `INPUT_CHANGED`.
 */
export const stageDirectoryCsv = async (
  connection: DuckDBConnection,
  input: DirectoryCsvInput,
): Promise<{ rows: number; memberships: number; sha256: string }> => {
  const description = await describeCsv(input.path, input.label, countKnown)
  const shape = directoryShape(description, input.side)
  const target = join(input.workFolder, 'directory.csv.part')
  const findings = await FindingWriter.open(connection, input.label)
  try {
    for (const column of shape.unknown) findings.add('UNKNOWN_COLUMN', description.header.line, { column })
    const file = await rewriteCsv(description, shape.use, target, {
      badRow: (line, problem) => findings.add('BAD_ROW', line, { problem }),
      replaced: (line, count) => findings.add('TEXT_REPLACED', line, { count }),
      incompleteRow: (line, bits) => incomplete(findings, shape, line, bits),
    })
    if (file.rows === 0) findings.add('NO_CONTENT', description.header.line, { input: input.label })
    await loadNormalFile(connection, file, shape.kept.length)
    if (shape.are.rows === 'principals') await findOddWords(connection, shape, findings)
  } finally {
    findings.close()
    await rm(target, { force: true })
  }
  const staged =
    shape.are.rows === 'memberships'
      ? { rows: 0, memberships: await insertMemberships(connection, input, pairMembershipsSql(shape)) }
      : await insertPrincipals(connection, input, shape)
  await dropNormalTable(connection)
  return { ...staged, sha256: description.text.sha256 }
}

const incomplete = (findings: FindingWriter, { are }: DirectoryShape, line: number, bits: number): void => {
  if (are.rows === 'principals') findings.add('EMPTY_IDENTITY', line, {})
  else if ((bits & HAS_IDENTITY) === 0) findings.add('BAD_ROW', line, { problem: 'it names no member' })
  else findings.add('BAD_ROW', line, { problem: 'it names no group' })
}

const insertPrincipals = async (
  connection: DuckDBConnection,
  input: DirectoryCsvInput,
  shape: DirectoryShape,
): Promise<{ rows: number; memberships: number }> => {
  const first = await nextSeq(connection, 'staged_principals')
  await execute(
    connection,
    'csv: principals',
    `INSERT INTO staged_principals
     SELECT ${first} + ordinal, ${literal(input.side)}, kind, id, username, name, caption, email, principal_name,
       uuid, path, external_id, flags, false, ${literal(input.label)}, line
     FROM (${principalsSql(shape)})`,
  )
  const linked = shape.fields.groups !== undefined || shape.fields.members !== undefined
  return {
    rows: await countFrom(connection, 'staged_principals', first),
    memberships: linked
      ? await insertMemberships(connection, input, columnMembershipsSql(`(${principalsSql(shape)})`))
      : 0,
  }
}

const insertMemberships = async (
  connection: DuckDBConnection,
  input: DirectoryCsvInput,
  memberships: string,
): Promise<number> => {
  const first = await nextSeq(connection, 'staged_memberships')
  await execute(
    connection,
    'csv: memberships',
    `INSERT INTO staged_memberships
     SELECT ${first} + position, ${literal(input.side)}, member_by,
       member, group_by, "group", create_group, ${literal(input.label)}, line
     FROM (${memberships})`,
  )
  return countFrom(connection, 'staged_memberships', first)
}
