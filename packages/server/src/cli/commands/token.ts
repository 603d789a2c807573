import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { openControlStore } from '../../control/control-store.js'
import { ExitCode, Problem } from '../../problem.js'
import { parseArguments } from '../arguments.js'
import type { Command } from '../command.js'
import { dataFolderOf } from '../data-folder.js'
import { TOKEN_ACTIONS } from '../tokens/actions.js'

const usage =
  'token create <name> --role <viewer | exporter | operator | admin> --expires <days | never> | token list | token revoke <id> | token link [--json] [--data <folder>]'

/** Makes, lists and revokes API tokens, and prints fresh sign-in links. */
export const token: Command = {
  usage,
  summary:
    'Makes, lists and revokes tokens for scripts; link prints a sign-in link, good once, for 15 minutes.',
  async run(args) {
    const { values, positionals } = parseArguments(
      usage,
      args,
      {
        data: { type: 'string' },
        role: { type: 'string' },
        expires: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
      { min: 1, max: 2 },
    )
    const [name = '', ...operands] = positionals
    const action = Object.hasOwn(TOKEN_ACTIONS, name) ? TOKEN_ACTIONS[name] : undefined
    if (action === undefined || operands.length !== action.operands)
      throw new Problem('USAGE', `Usage: crosswalk ${usage}`)
    const folder = dataFolderOf(values.data)
    if (!existsSync(join(folder, 'control.sqlite')))
      throw new Problem('NOT_FOUND', 'This is no data folder yet; start the server over it once.', {
        file: folder,
      })
    const { role, expires, json } = values
    const control = await openControlStore(folder)
    try {
      await action.act(control, operands, { role, expires, json }, folder)
    } finally {
      await control.close()
    }
    return ExitCode.DONE
  },
}
