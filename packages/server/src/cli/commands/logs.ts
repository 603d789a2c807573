import { LOG_LEVELS, type LogLevel } from '@crosswalk/core'
import { ExitCode, Problem } from '../../problem.js'
import { parseArguments } from '../arguments.js'
import type { Command } from '../command.js'
import { dataFolderOf } from '../data-folder.js'
import { followRun, logText } from '../follow-run.js'
import { openDesk } from '../open-desk.js'
import { writeLine } from '../write-line.js'

const usage = 'logs <run | latest> [--level info | warn | error] [--follow] [--data <folder>] [--json]'

/** Prints the log of a run; with --follow, goes on until the run has come to rest or Ctrl-C. */
export const logs: Command = {
  usage,
  summary: 'Prints the log of a run: phases, problems, and each principal of an exceptional case.',
  async run(args) {
    const { values, positionals } = parseArguments(
      usage,
      args,
      {
        data: { type: 'string' },
        level: { type: 'string' },
        follow: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
      { min: 1, max: 1 },
    )
    const least = LOG_LEVELS.indexOf(levelOf(values.level))
    const { desk, close } = await openDesk(dataFolderOf(values.data), false)
    try {
      const { id } = await desk.run(positionals[0] ?? '')
      let seq = 0
      for (;;) {
        const lines = await desk.log(id, seq)
        for (const line of lines)
          if (LOG_LEVELS.indexOf(line.level) >= least)
            await writeLine(values.json ? JSON.stringify(line) : logText(line))
        seq = lines.at(-1)?.seq ?? seq
        if (lines.length === 0) break
      }
      if (values.follow) await followRun(desk, id, { json: values.json, log: true, after: seq, stops: false })
    } finally {
      await close()
    }
    return ExitCode.DONE
  },
}

const levelOf = (text = 'info'): LogLevel => {
  const level = LOG_LEVELS.find((known) => known === text)
  if (level === undefined) throw new Problem('USAGE', `--level is info, warn or error, not '${text}'.`)
  return level
}
