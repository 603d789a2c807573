import { FINDINGS, UNICODE_VERSION, SCHEMA_VERSION, PHASES } from '@crosswalk/core'
import { version as duckdbVersion } from '@duckdb/node-api'
import { readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { OTHER } from '../../warehouse/cubes.js'
import { execute, literal } from '../../warehouse/duck.js'
import { ENGINE_VERSION } from '../engine.js'
import { syncPath, writeJson } from '../files.js'
import type { PhaseContext, PhaseStep } from '../phase.js'
import type { RunIdentity } from '../read/fingerprint-run.js'
import { hashInput } from '../read/hash-inputs.js'
import type { HashedInput } from '../read/inputs.js'
import { registerFolding } from '../resolve/keys.js'
import type { RunSpec } from '../spec.js'
import type { WorkFolder } from '../work-folder.js'
import { MANIFEST, type RunManifest, type TableEntry } from './manifest.js'
import { SORTED_COPIES } from './sorted-copies.js'
import { summarise } from './summary.js'

const SUMMARISED = [
  ...['source_principals', 'destination_principals', 'target_principals', 'memberships', 'items'],
  ...['mappings', 'outcomes', 'source_quality'],
]

/** PUBLISH: findings of all phases in order, the facet cubes, the sorted copies, and the manifest. */
export const publish: PhaseStep = {
  phase: 'PUBLISH',
  async run(context) {
    const { connection, folder } = context
    await folder.attach(connection, ...SUMMARISED)
    await gatherFindings(context)
    const rows = {
      findings: await folder.writeTable(connection, 'findings', 'SELECT * FROM findings ORDER BY row_id'),
      'mappings.cube': await folder.writeTable(connection, 'mappings.cube', mappingsCube),
      'outcomes.cube': await folder.writeTable(connection, 'outcomes.cube', cube('outcomes', OUTCOME_FACETS)),
      ...(await writeSortedCopies(context)),
    }
    const summary = await summarise(context)
    writeJson(folder.file(MANIFEST), await manifestOf(context, rows, summary))
    return { rows, facts: {} }
  },
}

/**
 * Makes the finished work folder the run's folder, in one rename. All phases are marked until the last moment: killed
 * before it, the run comes here again; the marks go together, for some without the others would mislead.
 */
export const moveIntoPlace = (folder: WorkFolder, spec: RunSpec): void => {
  for (const name of readdirSync(folder.path)) if (isIntermediate(name)) rmSync(folder.file(name))
  renameSync(folder.file('phases'), folder.file(MARKS_GONE))
  rmSync(folder.file(MARKS_GONE), { recursive: true })
  syncPath(folder.path)
  renameSync(folder.path, spec.publishTo)
  syncPath(dirname(spec.publishTo))
}

const MAPPING_FACETS = ['kind', 'resolution', 'reason', 'flags', 'domain']
const OUTCOME_FACETS = ['kind', 'outcome', 'relation', 'reason', 'flags', 'resolution', 'trigger_policy']

const cube = (table: string, facets: readonly string[]): string =>
  `SELECT ${facets.join(', ')}, count(*) AS count FROM ${table} GROUP BY ALL ORDER BY ALL`

/** Domains are an open set: the most frequent ones have cells of their own. */
const TOP_DOMAINS = 200

const mappingsCube = cube(
  `(WITH listed AS (
      SELECT domain FROM mappings WHERE domain IS NOT NULL GROUP BY domain ORDER BY count(*) DESC, domain
      LIMIT ${TOP_DOMAINS})
    SELECT * REPLACE (CASE WHEN domain IS NULL OR domain IN (FROM listed) THEN domain ELSE '${OTHER}' END AS domain)
    FROM mappings)`,
  MAPPING_FACETS,
)

const writeSortedCopies = async ({ connection, folder }: PhaseContext): Promise<Record<string, number>> => {
  registerFolding(connection)
  const written: Record<string, number> = {}
  for (const [name, select] of Object.entries(SORTED_COPIES))
    written[name] = await folder.writeTable(connection, name, select)
  return written
}

const gatherFindings = async ({ connection, folder }: PhaseContext): Promise<void> => {
  const parts = PHASES.filter((phase) => phase !== 'PUBLISH')
    .map((phase) => `SELECT * FROM read_parquet(${literal(folder.table(`findings.${phase}`))})`)
    .join(' UNION ALL ')
  const severities = Object.entries(FINDINGS).map(([code, { severity }]) => `'${code}': '${severity}'`)
  await execute(
    connection,
    'gather findings',
    `CREATE OR REPLACE TABLE findings AS
     SELECT row_number() OVER (ORDER BY file NULLS LAST, line NULLS LAST, code, phase, path NULLS LAST, args) - 1
       AS row_id, phase, MAP {${severities.join(', ')}}[code] AS severity, code, file, line, path, args
     FROM (${parts}) ORDER BY row_id`,
  )
}

/** What only later phases needed; a published folder holds the tables of the contract and nothing else. */
const isIntermediate = (name: string): boolean =>
  /^(findings\.[A-Z]+|staged_.*|resolved|selected|target_matches)\.parquet$/.test(name)
const MARKS_GONE = 'scratch-phases'

const tableEntries = async (folder: WorkFolder, rows: Record<string, number>): Promise<TableEntry[]> => {
  const names = readdirSync(folder.path)
    .filter((name) => name.endsWith('.parquet') && !isIntermediate(name))
    .map((name) => name.slice(0, -'.parquet'.length))
  const entries: TableEntry[] = []
  for (const name of names.sort()) {
    const path = folder.table(name)
    entries.push({ name, rows: rows[name] ?? 0, bytes: statSync(path).size, sha256: await hashInput(path) })
  }
  return entries
}

const manifestOf = async (
  { folder, spec }: PhaseContext,
  rows: Record<string, number>,
  summary: RunManifest['summary'],
): Promise<RunManifest> => {
  const marks = folder.marks()
  const facts = marks.find(({ phase }) => phase === 'READ')?.facts as unknown as RunIdentity & {
    inputs: HashedInput[]
    counts: RunManifest['counts']
  }
  return {
    schemaVersion: SCHEMA_VERSION,
    run: { id: spec.runId, number: spec.number, jobId: spec.jobId },
    job: spec.job,
    plan: spec.plan,
    wipe: spec.wipe,
    fingerprint: facts.fingerprint,
    contentKey: facts.contentKey,
    previous: facts.previous?.runId ?? null,
    engine: { crosswalk: ENGINE_VERSION, duckdb: duckdbVersion(), unicode: UNICODE_VERSION },
    inputs: facts.inputs.map(({ path: _path, ...input }) => input),
    phases: marks.map(({ phase, milliseconds }) => ({ phase, milliseconds })),
    counts: facts.counts,
    tables: await tableEntries(
      folder,
      Object.assign({}, ...marks.map((mark) => mark.rows), rows) as Record<string, number>,
    ),
    summary,
  }
}
