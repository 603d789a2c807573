import { Table, TableColumn, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm'

const text = (name: string) => ({ name, type: 'varchar' })
const optional = (name: string) => ({ ...text(name), isNullable: true })
const key = (name: string) => ({ ...text(name), isPrimary: true })
const reference = (name: string, column: string, table: string) => ({
  name,
  columnNames: [column],
  referencedTableName: table,
  referencedColumnNames: ['id'],
})

const uploads = new Table({
  name: 'uploads',
  columns: [
    key('id'),
    ...['kind', 'name', 'file'].map(text),
    { name: 'bytes', type: 'bigint' },
    ...['sha256', 'createdBy', 'createdAt'].map(text),
    optional('unreferencedSince'),
  ],
})
const jobUploads = new Table({
  name: 'job_uploads',
  columns: [key('jobId'), key('uploadId')],
  indices: [{ name: 'ix_job_uploads_upload', columnNames: ['uploadId'] }],
  foreignKeys: [
    reference('fk_job_uploads_job', 'jobId', 'jobs'),
    reference('fk_job_uploads_upload', 'uploadId', 'uploads'),
  ],
})
const createKey = new TableIndex({
  name: 'uq_jobs_idempotency_key',
  columnNames: ['idempotencyKey'],
  isUnique: true,
})

/** Uploads, which jobs use them, and jobs that are made once for a key. */
export class Uploads1764028800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(uploads.clone())
    await runner.createTable(jobUploads.clone())
    await runner.addColumn('jobs', new TableColumn(optional('idempotencyKey')))
    await runner.addColumn('jobs', new TableColumn(optional('idempotencyHash')))
    await runner.createIndex('jobs', createKey.clone())
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('jobs', createKey.name ?? '')
    await runner.dropColumn('jobs', 'idempotencyHash')
    await runner.dropColumn('jobs', 'idempotencyKey')
    await runner.dropTable(jobUploads.name)
    await runner.dropTable(uploads.name)
  }
}
