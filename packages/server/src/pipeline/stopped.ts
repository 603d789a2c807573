import type { Problem } from '../problem.js'

/** Raised by long work that stops and can go on: it was asked to, or `problem` says what must be done first. */
export class Stopped extends Error {
  override readonly name = 'Stopped'
  constructor(readonly problem: Problem | null = null) {
    super(problem?.message)
  }
}
