import type { ProblemCode } from '../problem.js'
import type { SourceSpec } from '../exports/open-source.js'
import type { Shape } from '../warehouse/export/copy.js'

/** What a stream's process is told: what to write, and the FIFO to write it to. */
export interface StreamAssignment {
  spec: SourceSpec & Shape
  /** A folder of the stream's own. */
  scratch: string
  fifo: string
}

export type FromStream =
  /** Before the first byte. */
  | { type: 'planned'; rows: number }
  | { type: 'done'; rows: number }
  | { type: 'failed'; code: ProblemCode | 'INTERNAL'; message: string; where: { file?: string } }
