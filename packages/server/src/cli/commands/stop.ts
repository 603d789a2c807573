import { ExitCode } from '../../problem.js'
import { parseArguments } from '../arguments.js'
import type { Command } from '../command.js'
import { dataFolderOf } from '../data-folder.js'
import { followRun } from '../follow-run.js'
import { openDesk } from '../open-desk.js'
import { tellRun } from '../run-line.js'

const usage = 'stop <run | latest> [--data <folder>] [--json]'

/** Stops a run, keeping what was done, and waits until it has. */
export const stop: Command = {
  usage,
  summary: 'Stops a run; what was done is kept, and it can be resumed.',
  async run(args) {
    const { values, positionals } = parseArguments(
      usage,
      args,
      { data: { type: 'string' }, json: { type: 'boolean', default: false } },
      { min: 1, max: 1 },
    )
    const { desk, close } = await openDesk(dataFolderOf(values.data), false)
    try {
      const { id } = await desk.stop(positionals[0] ?? '')
      tellRun(await followRun(desk, id, { json: values.json, log: false, stops: false }), values.json)
    } finally {
      await close()
    }
    return ExitCode.DONE
  },
}
