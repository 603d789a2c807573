import type { ExitCode } from '../problem.js'

/** One command of the CLI: its usage line, what it does in a sentence, and the work. */
export interface Command {
  readonly usage: string
  readonly summary: string
  run(args: readonly string[]): Promise<ExitCode>
}
