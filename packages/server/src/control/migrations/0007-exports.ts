import { Table, type MigrationInterface, type QueryRunner } from 'typeorm'

const optional = (name: string, type = 'varchar') => ({ name, type, isNullable: true })
const needed = (name: string, type = 'varchar') => ({ name, type })

const table = new Table({
  name: 'exports',
  columns: [
    { name: 'id', type: 'varchar', isPrimary: true },
    needed('state'),
    needed('settings', 'text'),
    ...['rowsTotal', 'rowsDone', 'bytesDone'].map((name) => optional(name, 'bigint')),
    optional('progressRate', 'float'),
    optional('savedAt'),
    optional('problemCode'),
    optional('problemMessage', 'text'),
    optional('workerPid', 'integer'),
    optional('workerStartedAt'),
    needed('createdBy'),
    needed('createdAt'),
    ...['startedAt', 'finishedAt', 'idempotencyKey'].map((name) => optional(name)),
  ],
  indices: [{ name: 'uq_exports_idempotency_key', columnNames: ['idempotencyKey'], isUnique: true }],
})

/** Exports of reports. */
export class Exports1764201600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(table.clone())
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(table.name)
  }
}
