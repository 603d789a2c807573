import { Table, type MigrationInterface, type QueryRunner } from 'typeorm'

const text = (name: string, type = 'varchar') => ({ name, type })

const table = new Table({
  name: 'directories',
  columns: [
    { name: 'id', type: 'varchar', isPrimary: true },
    text('name'),
    text('settings', 'text'),
    text('secrets', 'text'),
    text('secretNames', 'text'),
    text('secretsAt'),
    text('testedAt'),
    { name: 'users', type: 'bigint', isNullable: true },
    { name: 'pageSize', type: 'integer', isNullable: true },
    text('createdAt'),
    text('updatedAt'),
  ],
  indices: [{ name: 'uq_directories_name', columnNames: ['name'], isUnique: true }],
})

/** Configurations of live directories. */
export class Directories1764288000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(table.clone())
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(table.name)
  }
}
