import { signInLink } from '../../access/sign-in.js'
import { openControlStore } from '../../control/control-store.js'
import { readOwner } from '../../control/owner-lock.js'
import { ExitCode, Problem } from '../../problem.js'
import { parseArguments } from '../arguments.js'
import type { Command } from '../command.js'
import { dataFolderOf } from '../data-folder.js'

const usage = 'token link [--data <folder>]'

/** Prints a fresh sign-in link for the server that owns the data folder. */
export const token: Command = {
  usage,
  summary: 'Prints a fresh sign-in link for the running server: good once, for 15 minutes.',
  async run(args) {
    const { values, positionals } = parseArguments(
      usage,
      args,
      { data: { type: 'string' } },
      { min: 1, max: 1 },
    )
    if (positionals[0] !== 'link') throw new Problem('USAGE', `Usage: crosswalk ${usage}`)
    const folder = dataFolderOf(values.data)
    const owner = await readOwner(folder)
    if (owner?.url == null || !(await answers(owner.url)))
      throw new Problem('NOT_FOUND', 'No server runs over this data folder; start one with npm start.', {
        file: folder,
      })
    const control = await openControlStore(folder)
    try {
      console.log(await signInLink(control, owner.url))
    } finally {
      await control.close()
    }
    return ExitCode.DONE
  },
}

/** `owner.json` outlives a server that was killed. */
const answers = (url: string): Promise<boolean> =>
  fetch(`${url}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  )
