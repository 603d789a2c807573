import { ExitCode, Problem } from '../../problem.js'
import { createWarehouse } from '../../warehouse/warehouse.js'
import { parseArguments } from '../arguments.js'
import type { Command } from '../command.js'
import { explainMapping } from '../explain/mapping.js'
import { explainPrincipal } from '../explain/principal.js'
import { runIdOf, runsFolderOf } from '../runs-folder.js'
import { writeLine } from '../write-line.js'

const usage =
  'explain <mapping | principal> <run | latest> <row | id> [--id] [--limit <triggers>] [--json] [--data <folder>]'
const DEFAULT_LIMIT = 20

/** Prints why a source identity is mapped as it is, or why a principal migrates or does not. */
export const explain: Command = {
  usage,
  summary:
    'Tells why a row of the user mappings is resolved as it is, or why a principal migrates or not. A number is a row, anything else (or any text with --id) an id or name.',
  async run(args) {
    const { values, positionals } = parseArguments(
      usage,
      args,
      {
        data: { type: 'string' },
        id: { type: 'boolean', default: false },
        limit: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
      { min: 3, max: 3 },
    )
    const [what, run = '', who = ''] = positionals
    if (what !== 'mapping' && what !== 'principal')
      throw new Problem('USAGE', `There is no '${what}' to explain; usage: crosswalk ${usage}`)
    const limit = limitOf(values.limit)
    const runsFolder = runsFolderOf(values.data)
    const sought = { runId: runIdOf(runsFolder, run), who, byId: values.id }
    const warehouse = await createWarehouse({ runsFolder, threads: 2, memoryLimit: '1GB' })
    try {
      await writeLine(
        what === 'mapping'
          ? await explainMapping(warehouse, sought, values.json)
          : await explainPrincipal(warehouse, sought, values.json, limit),
      )
    } finally {
      warehouse.close()
    }
    return ExitCode.DONE
  },
}

const limitOf = (written = String(DEFAULT_LIMIT)): number => {
  if (!/^[1-9]\d{0,8}$/.test(written))
    throw new Problem('USAGE', `--limit is a whole number from 1, not '${written}'.`)
  return Number(written)
}
