import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm'

const columns = [
  new TableColumn({ name: 'progressRate', type: 'float', isNullable: true }),
  new TableColumn({ name: 'savedAt', type: 'varchar', isNullable: true }),
]

/** How fast a run advances, and when its progress was last saved. */
export class RunPace1763856000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns('runs', columns)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumns('runs', columns)
  }
}
