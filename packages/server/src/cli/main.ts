#!/usr/bin/env node
import { ExitCode, Problem } from '../problem.js'
import { environmentProblem } from '../workers/environment-problem.js'
import type { Command } from './command.js'

/** Loaded when asked for: a report must not wait for the server's modules. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./commands/serve.js')).serve,
  run: async () => (await import('./commands/run.js')).run,
  stop: async () => (await import('./commands/stop.js')).stop,
  resume: async () => (await import('./commands/resume.js')).resume,
  logs: async () => (await import('./commands/logs.js')).logs,
  runs: async () => (await import('./commands/runs.js')).runs,
  report: async () => (await import('./commands/report.js')).report,
  export: async () => (await import('./commands/export.js')).exportCommand,
  verify: async () => (await import('./commands/verify.js')).verify,
  explain: async () => (await import('./commands/explain.js')).explain,
  import: async () => (await import('./commands/import.js')).importCommand,
  directory: async () => (await import('./commands/directory.js')).directoryCommand,
  validate: async () => (await import('./commands/validate.js')).validate,
  token: async () => (await import('./commands/token.js')).token,
  doctor: async () => (await import('./commands/doctor.js')).doctor,
}

const help = async (): Promise<string> => {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()))
  return [
    'Crosswalk proves that every identity of a migration landed where it should.',
    '',
    ...commands.map(({ usage, summary }) => `  crosswalk ${usage}\n      ${summary}`),
    '',
    'Exit codes: 0 done, 1 done but something differs, 2 wrong input or usage, 3 environment, 130 interrupted.',
  ].join('\n')
}

const main = async ([name, ...args]: readonly string[]): Promise<ExitCode> => {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    console.log(await help())
    return ExitCode.DONE
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (load === undefined)
    throw new Problem(
      'USAGE',
      `There is no command '${name}'; the commands are ${Object.keys(COMMANDS).join(', ')}.`,
    )
  const command = await load()
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
