import type { RunState } from '@crosswalk/core'
import type { Run } from '../../control/entities/run.js'
import type { JobDefinition } from '../../inputs/job/job.js'
import { loadJob } from '../../inputs/job/load-job.js'
import { ExitCode, Problem, PROBLEMS, type ProblemCode } from '../../problem.js'
import { parseArguments } from '../arguments.js'
import type { Command } from '../command.js'
import { dataFolderOf } from '../data-folder.js'
import { openEmbedded, type Embedded } from '../embedded.js'
import { ProgressLine } from '../progress-line.js'

const usage =
  'run <job.yaml | package | folder>… [--data <folder>] [--threads <n>] [--map-users | --no-map-users] [--wipe | --no-wipe] [--json]'
const POLL_MS = 100
const UNDER_WAY: readonly RunState[] = ['QUEUED', 'RUNNING', 'STOPPING']

/** Runs jobs to their end, one after the other, and prints each run's id and figures. Ctrl-C stops; progress is kept. */
export const run: Command = {
  usage,
  summary: 'Runs a migration job; a bare package or folder is a job with defaults.',
  async run(args) {
    const { values, positionals } = parseArguments(
      usage,
      args,
      {
        data: { type: 'string' },
        threads: { type: 'string' },
        'map-users': { type: 'boolean' },
        'no-map-users': { type: 'boolean' },
        wipe: { type: 'boolean' },
        'no-wipe': { type: 'boolean' },
        json: { type: 'boolean', default: false },
      },
      { min: 1, max: Infinity },
    )
    const threads = threadsOf(values.threads)
    const definitions: JobDefinition[] = []
    for (const path of positionals) definitions.push(await loadJob(path, threads))
    const application = await openEmbedded(dataFolderOf(values.data))
    const settings = {
      mapUsers: toggle(values['map-users'], values['no-map-users']),
      wipe: toggle(values.wipe, values['no-wipe']),
    }
    let exit: ExitCode = ExitCode.DONE
    try {
      for (const definition of definitions) {
        const ended = await runOne(application, definition, settings, values.json)
        if (exitOf(ended) !== ExitCode.DONE) exit = exitOf(ended)
        if (exit === ExitCode.INTERRUPTED) break
      }
    } finally {
      await application.close()
    }
    return exit
  },
}

const runOne = async (
  application: Embedded,
  definition: JobDefinition,
  settings: { mapUsers: boolean | null; wipe: boolean | null },
  json: boolean,
): Promise<Run> => {
  const job = await application.control.jobs.save(definition)
  const started = await application.supervisor.start(job.id, settings)
  const ended = await follow(application, started, json)
  tell(ended, json)
  return ended
}

const toggle = (on: boolean | undefined, off: boolean | undefined): boolean | null =>
  on === true ? true : off === true ? false : null

const threadsOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  const threads = Number(text)
  if (!Number.isInteger(threads) || threads < 1 || threads > 64)
    throw new Problem('USAGE', `--threads takes a whole number from 1 to 64, not '${text}'.`)
  return threads
}

const follow = async ({ control, supervisor }: Embedded, { id }: Run, json: boolean): Promise<Run> => {
  const line = new ProgressLine(json ? null : process.stderr)
  const stop = (): void => void supervisor.stop(id).catch(() => undefined)
  process.once('SIGINT', stop).once('SIGTERM', stop)
  for (;;) {
    const now = await control.runs.get(id)
    if (!UNDER_WAY.includes(now.state)) {
      line.clear()
      process.removeListener('SIGINT', stop).removeListener('SIGTERM', stop)
      return now
    }
    line.show(now)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

const tell = (run: Run, json: boolean): void => {
  const { id, number, state, fingerprint, summary, problemCode, problemMessage } = run
  if (json) {
    const problem = problemCode === null ? null : { code: problemCode, message: problemMessage }
    console.log(JSON.stringify({ run: id, number, state, fingerprint, summary, problem }))
  }
  if (problemMessage !== null) console.error(problemMessage)
  if (json || summary === null) return
  const migrated = summary.outcomes.filter(({ outcome }) => outcome === 'MIGRATED')
  console.log(`run          ${id}`)
  console.log(`fingerprint  ${fingerprint}`)
  console.log(
    `source       ${summary.sourceAccounts} accounts, ${summary.sourceGroups} groups, ${summary.items} items`,
  )
  console.log(
    `mapped       ${total(summary.resolutions.filter(({ resolution }) => resolution !== 'UNRESOLVED'))}`,
  )
  console.log(`migrated     ${total(migrated)} of ${total(summary.outcomes)} principals`)
  console.log(`findings     ${total(summary.findings)}`)
}

const total = (counts: readonly { count: number }[]): number =>
  counts.reduce((sum, { count }) => sum + count, 0)

const exitOf = ({ state, problemCode }: Run): ExitCode => {
  if (state === 'FINISHED') return ExitCode.DONE
  if (state === 'FAILED' && problemCode !== null && problemCode in PROBLEMS)
    return PROBLEMS[problemCode as ProblemCode].exit
  return state === 'FAILED' ? ExitCode.ENVIRONMENT : ExitCode.INTERRUPTED
}
