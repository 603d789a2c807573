import { loadJob } from '../../inputs/job/load-job.js'
import { ExitCode, Problem } from '../../problem.js'
import { parseArguments } from '../arguments.js'
import type { Command } from '../command.js'
import { dataFolderOf } from '../data-folder.js'
import { followRun } from '../follow-run.js'
import { openDesk } from '../open-desk.js'
import { exitOf, tellResult } from '../run-result.js'

const usage =
  'run <job.yaml | package | folder>… [--follow] [--data <folder>] [--threads <n>] [--map-users | --no-map-users] [--wipe | --no-wipe] [--json]'

/**
 * Runs jobs to their end, one after the other, and prints each run's id and figures; by the server where one owns the
 * data folder. Ctrl-C stops; progress is kept.
 */
export const run: Command = {
  usage,
  summary: 'Runs a migration job; a bare package or folder is a job with defaults. --follow shows its log.',
  async run(args) {
    const { values, positionals } = parseArguments(
      usage,
      args,
      {
        data: { type: 'string' },
        threads: { type: 'string' },
        follow: { type: 'boolean', default: false },
        'map-users': { type: 'boolean' },
        'no-map-users': { type: 'boolean' },
        wipe: { type: 'boolean' },
        'no-wipe': { type: 'boolean' },
        json: { type: 'boolean', default: false },
      },
      { min: 1, max: Infinity },
    )
    const threads = threadsOf(values.threads)
    for (const path of positionals) await loadJob(path)
    const { desk, close } = await openDesk(dataFolderOf(values.data), true)
    const settings = {
      mapUsers: toggle(values['map-users'], values['no-map-users']),
      wipe: toggle(values.wipe, values['no-wipe']),
    }
    let exit: ExitCode = ExitCode.DONE
    try {
      for (const path of positionals) {
        const runId = await desk.start(await desk.saveJob(path, threads), settings)
        const ended = await followRun(desk, runId, { json: values.json, log: values.follow, stops: true })
        tellResult(ended, values.json)
        if (exitOf(ended) !== ExitCode.DONE) exit = exitOf(ended)
        if (exit === ExitCode.INTERRUPTED) break
      }
    } finally {
      await close()
    }
    return exit
  },
}

const toggle = (on: boolean | undefined, off: boolean | undefined): boolean | null =>
  on === true ? true : off === true ? false : null

const threadsOf = (text: string | undefined): number | null => {
  if (text === undefined) return null
  const threads = Number(text)
  if (!Number.isInteger(threads) || threads < 1 || threads > 64)
    throw new Problem('USAGE', `--threads takes a whole number from 1 to 64, not '${text}'.`)
  return threads
}
