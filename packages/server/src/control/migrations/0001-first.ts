import { Table, type MigrationInterface, type QueryRunner, type TableColumnOptions } from 'typeorm'

const column = (
  name: string,
  type = 'varchar',
  more: Partial<TableColumnOptions> = {},
): TableColumnOptions => ({
  name,
  type,
  ...more,
})
const optional = (name: string, type = 'varchar'): TableColumnOptions =>
  column(name, type, { isNullable: true })
const id = column('id', 'varchar', { isPrimary: true })
const unique = (name: string, ...columnNames: string[]) => ({ name, columnNames, isUnique: true })

const tables = [
  new Table({
    name: 'jobs',
    columns: [id, column('name'), column('definition', 'text'), column('createdAt'), column('updatedAt')],
    indices: [unique('uq_jobs_name', 'name')],
  }),
  new Table({
    name: 'runs',
    columns: [
      id,
      column('jobId'),
      column('number', 'integer'),
      column('state'),
      optional('phase'),
      optional('progressDone', 'bigint'),
      optional('progressTotal', 'bigint'),
      column('settings', 'text'),
      optional('fingerprint'),
      optional('problemCode'),
      optional('problemMessage', 'text'),
      optional('workerPid', 'integer'),
      optional('workerStartedAt'),
      column('createdAt'),
      optional('startedAt'),
      optional('finishedAt'),
      optional('idempotencyKey'),
      optional('summary', 'text'),
    ],
    indices: [
      unique('uq_runs_job_number', 'jobId', 'number'),
      { ...unique('uq_runs_unfinished', 'jobId'), where: `"state" IN ('QUEUED', 'RUNNING', 'STOPPING')` },
      unique('uq_runs_idempotency_key', 'idempotencyKey'),
    ],
    foreignKeys: [
      {
        name: 'fk_runs_job',
        columnNames: ['jobId'],
        referencedTableName: 'jobs',
        referencedColumnNames: ['id'],
      },
    ],
  }),
  new Table({
    name: 'tokens',
    columns: [
      id,
      ...['hash', 'name', 'role', 'createdAt'].map((name) => column(name)),
      optional('expiresAt'),
      optional('lastUsedAt'),
    ],
    indices: [unique('uq_tokens_hash', 'hash')],
  }),
  new Table({
    name: 'sessions',
    columns: [id, ...['hash', 'name', 'role', 'createdAt', 'expiresAt'].map((name) => column(name))],
    indices: [unique('uq_sessions_hash', 'hash')],
  }),
  new Table({
    name: 'sign_in_codes',
    columns: [
      id,
      ...['hash', 'name', 'role', 'createdAt', 'expiresAt'].map((name) => column(name)),
      optional('usedAt'),
    ],
    indices: [unique('uq_sign_in_codes_hash', 'hash')],
  }),
  new Table({
    name: 'audit_entries',
    columns: [id, column('at'), column('actor'), column('action'), optional('subject'), column('result')],
  }),
]

/** The control store as it first was. The number in the name is the migration's time, which orders them. */
export class First1763683200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.createTable(table.clone())
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of [...tables].reverse()) await runner.dropTable(name)
  }
}
