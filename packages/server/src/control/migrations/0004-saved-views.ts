import { Table, type MigrationInterface, type QueryRunner } from 'typeorm'

const text = (name: string) => ({ name, type: 'varchar' })

const table = new Table({
  name: 'saved_views',
  columns: [
    { ...text('id'), isPrimary: true },
    ...['report', 'name', 'owner'].map(text),
    { name: 'shared', type: 'boolean' },
    { name: 'content', type: 'text' },
    ...['createdAt', 'updatedAt'].map(text),
  ],
  indices: [{ name: 'uq_saved_views_name', columnNames: ['owner', 'report', 'name'], isUnique: true }],
})

/** Filters kept under a name. */
export class SavedViews1763942400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(table.clone())
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(table.name)
  }
}
