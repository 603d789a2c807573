import type { Figure } from './figure.js'

export interface BenchOptions {
  /** A folder of the bench's own, removed afterwards. */
  folder: string
  /** The large sizes. */
  full: boolean
  /** Measure other engines beside ours, where they are installed. */
  peers: boolean
  /** What is under way, for a person who waits. */
  progress: (text: string) => void
}

export type Bench = (options: BenchOptions) => Promise<Figure[]>
