import { noCounts } from '../../inputs/rows.js'
import { jobExceptionsInput, stageJobExceptions } from '../exceptions/stage-job-exceptions.js'
import { linkGrants } from '../link/grants.js'
import { linkItems } from '../link/items.js'
import { linkMemberships } from '../link/memberships.js'
import { linkPolicySets, linkUnknownPrincipals } from '../link/policies.js'
import { linkPrincipals } from '../link/principals.js'
import { linkReferences } from '../link/references.js'
import type { PhaseContext, PhaseStep } from '../phase.js'
import { registerFolding } from '../resolve/keys.js'
import { createStaging } from '../staging.js'
import { fingerprintRun } from './fingerprint-run.js'
import { hashInputs, inputsOf } from './inputs.js'
import { readLive } from './live.js'
import { stageInput } from './stage-input.js'

/** READ: every input into staged rows, staged rows into tables with row ids, and the run's fingerprint. */
export const read: PhaseStep = {
  phase: 'READ',
  async run(context) {
    const { connection, spec } = context
    const inputs = await hashInputs(inputsOf(spec.job))
    await createStaging(connection)
    const counts = noCounts()
    await stageJobExceptions(connection, spec.exceptions)
    for (const [index, input] of inputs.entries()) {
      context.progress(index, inputs.length)
      await stageInput(context, input, counts)
      context.log.write('info', 'INPUT_READ', { input: input.label })
    }
    const live = [await readLive(context, 'source'), await readLive(context, 'destination')]
    const captured = live.flatMap((one) => one?.input ?? [])
    const all = [...inputs, ...jobExceptionsInput(spec.exceptions), ...captured]
    registerFolding(connection)
    for (const side of ['source', 'destination', 'target'] as const) await linkPrincipals(connection, side)
    await linkGrants(connection)
    await linkUnknownPrincipals(connection)
    await linkReferences(connection, 'source')
    await linkMemberships(connection, 'source')
    await linkPolicySets(connection)
    await linkItems(connection)
    await linkReferences(connection, 'destination')
    await linkMemberships(connection, 'destination')
    const written = await writeTables(context)
    return {
      rows: written,
      facts: {
        inputs: all,
        counts,
        ...(await fingerprintRun(context, all)),
        directory: live[1]?.figures ?? null,
      },
    }
  },
}

const TABLES = [
  ...['source_principals', 'destination_principals', 'target_principals', 'unknown_principals'],
  ...['memberships', 'destination_memberships', 'policy_sets', 'items', 'staged_exceptions'],
]
const ORDER: Readonly<Record<string, string>> = {
  memberships: 'member, "group"',
  destination_memberships: 'member, "group"',
  policy_sets: '"set", ordinal',
  staged_exceptions: 'seq',
}

const writeTables = async ({ connection, folder }: PhaseContext): Promise<Record<string, number>> => {
  const written: Record<string, number> = {}
  for (const table of TABLES)
    written[table] = await folder.writeTable(
      connection,
      table,
      `SELECT * FROM ${table} ORDER BY ${ORDER[table] ?? 'row_id'}`,
    )
  return written
}
