import type { PhaseStep } from '../phase.js'
import { registerFolding } from './keys.js'
import { reportSourceQuality } from './quality.js'
import { resolveInBulk } from './resolve.js'

/** RESOLVE: one row per source principal, its destination or none, and why; and the source quality report. */
export const resolve: PhaseStep = {
  phase: 'RESOLVE',
  async run({ connection, folder, spec }) {
    await folder.attach(connection, 'source_principals', 'destination_principals', 'staged_exceptions')
    registerFolding(connection)
    await resolveInBulk(connection, spec.plan)
    await reportSourceQuality(connection)
    const rows = {
      resolved: await folder.writeTable(connection, 'resolved', 'SELECT * FROM resolved ORDER BY row_id'),
      exceptions: await folder.writeTable(
        connection,
        'exceptions',
        'SELECT * FROM exceptions ORDER BY row_id',
      ),
      source_quality: await folder.writeTable(
        connection,
        'source_quality',
        'SELECT * FROM source_quality ORDER BY row_id',
      ),
    }
    return { rows, facts: {} }
  },
}
