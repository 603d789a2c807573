import { ExitCode, Problem } from '../../problem.js'
import { parseArguments } from '../arguments.js'
import type { Command } from '../command.js'
import { dataFolderOf } from '../data-folder.js'
import { openDesk } from '../open-desk.js'
import { runHeading, tellRun } from '../run-line.js'

const usage = 'runs [--limit <n>] [--data <folder>] [--json]'
const MOST = 1000

/** Lists runs, newest first. */
export const runs: Command = {
  usage,
  summary: 'Lists the runs of all jobs, newest first.',
  async run(args) {
    const { values } = parseArguments(
      usage,
      args,
      {
        data: { type: 'string' },
        limit: { type: 'string', default: '20' },
        json: { type: 'boolean', default: false },
      },
      { min: 0, max: 0 },
    )
    const limit = Number(values.limit)
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST)
      throw new Problem('USAGE', `--limit takes a whole number from 1 to ${MOST}, not '${values.limit}'.`)
    const { desk, close } = await openDesk(dataFolderOf(values.data), false)
    try {
      if (!values.json) console.log(runHeading())
      for (const run of await desk.runs(limit)) tellRun(run, values.json)
    } finally {
      await close()
    }
    return ExitCode.DONE
  },
}
