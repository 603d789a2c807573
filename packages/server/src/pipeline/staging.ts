import { type DuckDBAppender, type DuckDBConnection } from '@duckdb/node-api'
import type { Finding, Phase } from '@crosswalk/core'
import type { EntryRow, ItemRow, MembershipRow, PrincipalRow, RowSink, Side } from '../inputs/rows.js'
import { execute } from '../warehouse/duck.js'

type StagedType = 'BIGINT' | 'VARCHAR' | 'UINTEGER' | 'BOOLEAN' | 'INTEGER'
const text = (...names: string[]): [string, StagedType][] => names.map((name) => [name, 'VARCHAR'])
const origin: [string, StagedType][] = [
  ['origin_file', 'VARCHAR'],
  ['origin_line', 'BIGINT'],
]

/** Rows as readers give them, before they have row ids. `seq` is the order of reading: a later row wins. */
export const STAGED_TABLES: Readonly<Record<string, readonly [string, StagedType][]>> = {
  staged_principals: [
    ['seq', 'BIGINT'],
    ...text('side', 'kind', 'id', 'username', 'name', 'caption', 'email', 'principal_name', 'uuid', 'path'),
    ...text('external_id'),
    ['flags', 'UINTEGER'],
    ['declared', 'BOOLEAN'],
    ...origin,
  ],
  staged_memberships: [
    ['seq', 'BIGINT'],
    ...text('side', 'member_by', 'member', 'group_by', 'group'),
    ['create_group', 'BOOLEAN'],
    ...origin,
  ],
  staged_items: [
    ['seq', 'BIGINT'],
    ...text('path', 'type', 'modified', 'content_hash', 'owner', 'created_by', 'modified_by'),
    ['flags', 'UINTEGER'],
    ...origin,
  ],
  staged_entries: [
    ['seq', 'BIGINT'],
    ...text('path', 'policy'),
    ['ordinal', 'INTEGER'],
    ...text('principal'),
    ['allow', 'BOOLEAN'],
    ...text('rights', 'restrictions'),
    ['added', 'BOOLEAN'],
    ...origin,
  ],
  staged_grants: [
    ['seq', 'BIGINT'],
    ...text('principal', 'path', 'policy'),
    ['allow', 'BOOLEAN'],
    ...text('rights'),
    ...origin,
  ],
  staged_exceptions: [
    ['seq', 'BIGINT'],
    ...text('type', 'source_id', 'source_username', 'source_name', 'source_caption', 'destination_id'),
    ...text('destination_username', 'destination_name', 'destination_caption'),
    ...origin,
  ],
  staged_findings: [
    ['seq', 'BIGINT'],
    ...text('phase', 'code', 'file'),
    ['line', 'BIGINT'],
    ...text('path', 'args'),
  ],
}

export const createStagedTable = async (connection: DuckDBConnection, name: string): Promise<void> => {
  const columns = (STAGED_TABLES[name] ?? []).map(([column, type]) => `"${column}" ${type}`).join(', ')
  await execute(connection, 'staging: staging', `CREATE OR REPLACE TABLE ${name} (${columns})`)
}

export const createStaging = async (connection: DuckDBConnection): Promise<void> => {
  for (const name of Object.keys(STAGED_TABLES)) await createStagedTable(connection, name)
}

type Value = string | number | boolean | null

/** Strings reach DuckDB well-formed: a lone surrogate would otherwise be replaced silently on the way. */
const put = (appender: DuckDBAppender, value: Value, type: StagedType): void => {
  if (value === null) appender.appendNull()
  else if (type === 'VARCHAR') appender.appendVarchar(String(value).toWellFormed())
  else if (type === 'BIGINT') appender.appendBigInt(BigInt(value))
  else if (type === 'BOOLEAN') appender.appendBoolean(value as boolean)
  else if (type === 'INTEGER') appender.appendInteger(value as number)
  else appender.appendUInteger(value as number)
}

const FLUSH_EVERY = 100_000

/** The sink row readers write to: one appender a table, flushed in batches. Close it to store the rest. */
export class StagingSink implements RowSink {
  readonly #appenders = new Map<string, { appender: DuckDBAppender; pending: number; seq: number }>()

  private constructor(
    private readonly side: Side,
    private readonly phase: Phase,
  ) {}

  static async open(connection: DuckDBConnection, side: Side, phase: Phase): Promise<StagingSink> {
    const sink = new StagingSink(side, phase)
    for (const name of Object.keys(STAGED_TABLES)) {
      const reader = await connection.runAndReadAll(`SELECT coalesce(max(seq) + 1, 0) FROM ${name}`)
      const seq = Number(reader.getRows()[0]?.[0] ?? 0)
      sink.#appenders.set(name, { appender: await connection.createAppender(name), pending: 0, seq })
    }
    return sink
  }

  #append(table: string, values: readonly Value[]): void {
    const columns = STAGED_TABLES[table]
    const target = this.#appenders.get(table)
    if (columns === undefined || target === undefined) throw new Error(`no staged table ${table}`)
    put(target.appender, target.seq++, 'BIGINT')
    values.forEach((value, index) => put(target.appender, value, columns[index + 1]?.[1] ?? 'VARCHAR'))
    target.appender.endRow()
    if (++target.pending >= FLUSH_EVERY) {
      target.appender.flushSync()
      target.pending = 0
    }
  }

  principal(row: PrincipalRow): void {
    this.#append('staged_principals', [
      ...[this.side, row.kind, row.id, row.username, row.name, row.caption, row.email, row.principalName],
      ...[row.uuid, row.path, row.externalId, row.flags, row.declared ?? false],
      ...[row.origin.file, row.origin.line],
    ])
  }
  membership(row: MembershipRow): void {
    this.#append('staged_memberships', [
      ...[this.side, row.memberBy, row.member, row.groupBy, row.group, row.createGroup],
      ...[row.origin.file, row.origin.line],
    ])
  }
  /** Only the source's content counts: items and entries of other sides are what lies there already. */
  item(row: ItemRow): void {
    if (this.side !== 'source') return
    this.#append('staged_items', [
      ...[row.path, row.type, row.modified, row.contentHash, row.owner, row.createdBy, row.modifiedBy],
      ...[row.flags, row.origin.file, row.origin.line],
    ])
  }
  entry(row: EntryRow): void {
    if (this.side !== 'source') return
    this.#append('staged_entries', [
      ...[row.path, row.policy, row.ordinal, row.principal, row.allow, row.rights, row.restrictions],
      row.added ?? false,
      ...[row.origin.file, row.origin.line],
    ])
  }
  finding(finding: Omit<Finding, 'phase'>): void {
    this.#append('staged_findings', [
      ...[this.phase, finding.code, finding.file, finding.line, finding.path, JSON.stringify(finding.args)],
    ])
  }

  close(): void {
    for (const { appender } of this.#appenders.values()) {
      appender.flushSync()
      appender.closeSync()
    }
    this.#appenders.clear()
  }
}
