import { Table, type MigrationInterface, type QueryRunner, type TableColumnOptions } from 'typeorm'

const optional = (name: string, type = 'varchar'): TableColumnOptions => ({ name, type, isNullable: true })

const table = new Table({
  name: 'job_exceptions',
  columns: [
    { name: 'id', type: 'varchar', isPrimary: true },
    { name: 'jobId', type: 'varchar' },
    { name: 'sourceKey', type: 'varchar' },
    optional('type'),
    ...['sourceId', 'sourceUsername', 'sourceName', 'sourceCaption'].map((name) => optional(name)),
    ...['destinationId', 'destinationUsername', 'destinationName', 'destinationCaption'].map((name) =>
      optional(name),
    ),
    optional('file'),
    optional('line', 'integer'),
    { name: 'createdAt', type: 'varchar' },
  ],
  indices: [{ name: 'uq_job_exceptions_source', columnNames: ['jobId', 'sourceKey'], isUnique: true }],
  foreignKeys: [
    {
      name: 'fk_job_exceptions_job',
      columnNames: ['jobId'],
      referencedTableName: 'jobs',
      referencedColumnNames: ['id'],
    },
  ],
})

/** Exceptions kept with their job. */
export class JobExceptions1763769600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(table.clone())
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(table.name)
  }
}
