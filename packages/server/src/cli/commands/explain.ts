import { decodeRowId } from '@crosswalk/core'
import { ExitCode, Problem } from '../../problem.js'
import type { MappingRow } from '../../warehouse/rows.js'
import { createWarehouse, type Warehouse } from '../../warehouse/warehouse.js'
import { parseArguments } from '../arguments.js'
import type { Command } from '../command.js'
import { explainText } from '../explain-text.js'
import { JSON_ROWS } from '../report-json.js'
import { runIdOf, runsFolderOf } from '../runs-folder.js'
import { writeLine } from '../write-line.js'

const usage = 'explain mapping <run | latest> <row | source id> [--id] [--json] [--data <folder>]'
/** Identities listed where a text names several. */
const LISTED = 10

/** Prints why a source identity is mapped as it is: every rule tried, in order, and who almost matched. */
export const explain: Command = {
  usage,
  summary:
    'Tells why a row of the user mappings is resolved as it is. A number is a row, anything else (or any text with --id) a source id, username or name.',
  async run(args) {
    const { values, positionals } = parseArguments(
      usage,
      args,
      {
        data: { type: 'string' },
        id: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
      { min: 3, max: 3 },
    )
    const [what, run = '', who = ''] = positionals
    if (what !== 'mapping')
      throw new Problem('USAGE', `There is no '${what}' to explain; usage: crosswalk ${usage}`)
    const runsFolder = runsFolderOf(values.data)
    const runId = runIdOf(runsFolder, run)
    const warehouse = await createWarehouse({ runsFolder, threads: 2, memoryLimit: '1GB' })
    try {
      const row = await rowOf(warehouse, runId, who, values.id)
      const evidence = await warehouse.explainMapping(runId, row.rowId)
      if (evidence === null) throw new Error('A mapping without its source principal.')
      const near = await warehouse.nearMisses(runId, row.rowId)
      await writeLine(
        values.json
          ? JSON.stringify({
              ...JSON_ROWS.mappings(row),
              evidence: evidence.steps,
              near_misses: near.nearMisses,
              more_near_misses: near.more,
            })
          : explainText(row, evidence.steps, near),
      )
    } finally {
      warehouse.close()
    }
    return ExitCode.DONE
  },
}

const rowOf = async (
  warehouse: Warehouse,
  runId: string,
  who: string,
  byId: boolean,
): Promise<MappingRow> => {
  const rowId = byId ? null : rowNumber(runId, who)
  const found =
    rowId === null
      ? await warehouse.findMappings(runId, who, LISTED + 1)
      : [await warehouse.row('mappings', runId, rowId)].filter((row) => row !== null)
  const [row] = found
  if (row === undefined)
    throw new Problem(
      'NOT_FOUND',
      rowId === null
        ? `No source identity of the run has the id, username or name '${who}', exactly so spelt.`
        : `The run has no row ${rowId}; for a source id of digits alone add --id.`,
    )
  if (found.length > 1)
    throw new Problem('USAGE', `'${who}' names several identities: ${listed(found)}. Give the row.`)
  return row
}

const rowNumber = (runId: string, who: string): number | null => {
  if (/^\d{1,15}$/.test(who)) return Number(who)
  const at = decodeRowId(who)
  return at?.report === 'mappings' && at.runId === runId ? at.rowId : null
}

const listed = (rows: readonly MappingRow[]): string => {
  const shown = rows
    .slice(0, LISTED)
    .map(
      ({ rowId, kind, source }) =>
        `row ${rowId} (${kind} ${source.id ?? source.username ?? source.name ?? ''})`,
    )
  return [...shown, ...(rows.length > LISTED ? ['and more'] : [])].join(', ')
}
