#!/usr/bin/env node
import { ExitCode, Problem } from '../problem.js'
import { environmentProblem } from '../workers/environment-problem.js'
import type { Command } from './command.js'
import { report } from './commands/report.js'
import { run } from './commands/run.js'
import { serve } from './commands/serve.js'
import { token } from './commands/token.js'


const COMMANDS: Readonly<Record<string, Command>> = { serve, run, report, token }

const help = (): string =>
  [
    'Crosswalk proves that every identity of a migration landed where it should.',
    '',
    ...Object.values(COMMANDS).map(({ usage, summary }) => `  crosswalk ${usage}\n      ${summary}`),
    '',
    'Exit codes: 0 done, 1 done but something differs, 2 wrong input or usage, 3 environment, 130 interrupted.',
  ].join('\n')

const main = async ([name, ...args]: readonly string[]): Promise<ExitCode> => {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    console.log(help())
    return ExitCode.DONE
  }
  const command = COMMANDS[name]
  if (command === undefined)
    throw new Problem(
      'USAGE',
      `There is no command '${name}'; the commands are ${Object.keys(COMMANDS).join(', ')}.`,
    )
  if (args.includes('--help')) {
    console.log(`crosswalk ${command.usage}\n${command.summary}`)
    return ExitCode.DONE
  }
  return command.run(args)
}

/** The one place that turns an error into words: a problem is one line, anything else a fault of ours. */
const explain = (error: unknown): ExitCode => {
  const problem = error instanceof Problem ? error : environmentProblem(error)
  if (problem === null) throw error
  console.error(problem.line)
  return problem.exitCode
}

process.exitCode = await main(process.argv.slice(2)).catch(explain)
