import { copyStatement } from '../warehouse/export/copy.js'
import { findParts } from '../warehouse/export/ranges.js'
import type { StreamAssignment } from '../workers/stream-protocol.js'
import { openSource } from './open-source.js'

const ONE_PART = Number.MAX_SAFE_INTEGER

/**
 * Writes a report to a FIFO, whose reader is there already, at the reader's pace. Tells the number of rows before the
 * first byte; returns how many were written.
 */
export const streamReport = async (
  { spec, scratch, fifo }: StreamAssignment,
  planned: (rows: number) => void,
): Promise<number> => {
  const { duck, source } = await openSource(spec, scratch)
  try {
    const [part] = await findParts(duck, { name: 'plan stream' }, source, ONE_PART)
    if (part === undefined) throw new Error('An export has at least one part.')
    planned(part.rows)
    const { sql, parameters } = copyStatement(spec, 'NONE', source, part.ranges, fifo)
    const [copied] = await duck.rows<{ Count: number }>({ name: 'stream' }, sql, parameters.values)
    return copied?.Count ?? 0
  } finally {
    duck.close()
  }
}
