import { readAemPackage } from '../../inputs/aem/package.js'
import { findAemPackages } from '../../inputs/aem/find.js'
import { noCounts, type ReadCounts, type Side } from '../../inputs/rows.js'
import { Problem } from '../../problem.js'
import { stageDirectoryCsv } from '../csv/stage-directory-csv.js'
import { stageExceptionsCsv } from '../csv/stage-exceptions-csv.js'
import { jobExceptionsInput, stageJobExceptions } from '../exceptions/stage-job-exceptions.js'
import { linkItems } from '../link/items.js'
import { linkMemberships } from '../link/memberships.js'
import { linkPolicySets, linkUnknownPrincipals } from '../link/policies.js'
import { linkPrincipals } from '../link/principals.js'
import { linkReferences } from '../link/references.js'
import type { PhaseContext, PhaseStep } from '../phase.js'
import { registerFolding } from '../resolve/keys.js'
import { createStaging, StagingSink } from '../staging.js'
import { fingerprintRun } from './fingerprint-run.js'
import { hashInputs, inputsOf, type RunInput } from './inputs.js'
import { readLive } from './live.js'

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
      await stage(context, input, counts)
      context.log.write('info', 'INPUT_READ', { input: input.label })
    }
    const live = [await readLive(context, 'source'), await readLive(context, 'destination')]
    const captured = live.flatMap((one) => one?.input ?? [])
    const all = [...inputs, ...jobExceptionsInput(spec.exceptions), ...captured]
    await registerFolding(connection)
    for (const side of ['source', 'destination', 'target'] as const) await linkPrincipals(connection, side)
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

const stage = async (context: PhaseContext, input: RunInput, counts: ReadCounts): Promise<void> => {
  const { connection, folder } = context
  const file = { path: input.path, label: input.label, workFolder: folder.path }
  if (input.role === 'exceptions') await stageExceptionsCsv(connection, file)
  else if (input.format === 'directory-csv')
    await stageDirectoryCsv(connection, { ...file, side: input.role })
  else if (input.format === 'aem-package') await stageAem(context, input, input.role, counts)
  else
    throw new Problem(
      'INPUT_FORMAT_UNKNOWN',
      `The format ${input.format} is not known; use aem-package or directory-csv.`,
      {
        file: input.label,
      },
    )
}

/** A package, or a folder of packages read as one repository. */
const stageAem = async (
  context: PhaseContext,
  input: RunInput,
  side: Side,
  counts: ReadCounts,
): Promise<void> => {
  const sink = await StagingSink.open(context.connection, side, 'READ')
  try {
    const packages = await findAemPackages(input.path)
    if (packages.length === 0)
      sink.finding({
        code: 'NO_CONTENT',
        file: input.label,
        line: null,
        path: null,
        args: { input: input.label },
      })
    for (const found of packages) {
      const read = await readAemPackage(
        { path: found.path, label: found.relative === '' ? input.label : `${input.label}/${found.relative}` },
        sink,
        { signal: context.signal, progress: (done, total) => context.progress(done, total) },
      )
      if (side === 'source')
        for (const key of Object.keys(counts) as (keyof ReadCounts)[]) counts[key] += read[key]
    }
  } finally {
    sink.close()
  }
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
