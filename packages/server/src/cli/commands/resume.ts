import { parseArguments } from '../arguments.js'
import type { Command } from '../command.js'
import { dataFolderOf } from '../data-folder.js'
import { followRun } from '../follow-run.js'
import { openDesk } from '../open-desk.js'
import { exitOf, tellResult } from '../run-result.js'

const usage = 'resume <run | latest> [--follow] [--data <folder>] [--json]'

/** Resumes a run and stays with it to its end. Ctrl-C stops it again. */
export const resume: Command = {
  usage,
  summary: 'Resumes a stopped or failed run where it left off. --follow shows its log.',
  async run(args) {
    const { values, positionals } = parseArguments(
      usage,
      args,
      {
        data: { type: 'string' },
        follow: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
      { min: 1, max: 1 },
    )
    const { desk, close } = await openDesk(dataFolderOf(values.data), true)
    try {
      const { id } = await desk.resume(positionals[0] ?? '')
      const ended = await followRun(desk, id, { json: values.json, log: values.follow, stops: true })
      tellResult(ended, values.json)
      return exitOf(ended)
    } finally {
      await close()
    }
  },
}
