import {
  FINDINGS,
  MAPPING_REASONS,
  MEMBER_SIDES,
  OUTCOMES,
  OUTCOME_REASONS,
  PHASES,
  POLICIES,
  QUALITY_ISSUE_CODES,
  RECONCILIATION_STATUSES,
  RELATIONS,
  RESOLUTIONS,
  RUN_TABLES,
  SCHEMA_VERSION,
  fold,
} from '@crosswalk/core'
import type { Columns, Report, RunTable, StoredRow } from '@crosswalk/core'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execute, identifier, literal, openDuck } from '../../src/warehouse/duck.js'
import type { Duck } from '../../src/warehouse/duck.js'
import { withoutRepeats } from '../../src/warehouse/schema/repeats.js'
import { SORTED_COPIES } from '../../src/pipeline/publish/sorted-copies.js'
import { registerFolding } from '../../src/pipeline/resolve/keys.js'

export const RUN_ID = `run_${'0'.repeat(25)}1`
export const JOB_ID = `job_${'0'.repeat(25)}1`

/** A small deterministic generator (mulberry32): the same seed, the same rows. */
const random = (seed: number) => (bound: number) => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) % bound
}

export const ODD_TEXTS = [
  ...[
    'plain',
    '\uFEFFmark',
    '\uFEFF',
    'a\0b',
    '😀 smile',
    `say "hi", then 'bye'`,
    'two\r\nlines',
    'cr\ronly',
    'lf\nonly',
  ],
  ...[
    ' lead',
    'trail ',
    '\ttab',
    '#hash',
    'in#side',
    '=1+1',
    '+1',
    '-1',
    '@x',
    '\rcr',
    "'quoted",
    '＝wide',
    'Straße',
    'ıstanbul',
  ],
  ...['NULL', 'x\\y', 'a;b', '%', '_', 'ends"', "''", 'É\u0301'],
]

export type Rows = Record<Report, StoredRow[]>

const search = (...parts: (string | null)[]): string =>
  parts.flatMap((part) => (part === null ? [] : [fold(part)])).join('\n')

/** Rows of every report, with every enum value, absent values and odd texts. */
export const generateRows = (count: number, seed = 7): Rows => {
  const next = random(seed)
  const pick = <T>(values: readonly T[]): T => values[next(values.length)] as T
  const maybe = <T>(value: T): T | null => (next(4) === 0 ? null : value)
  const text = () => maybe(pick(ODD_TEXTS))
  const mappings = Array.from({ length: count }, (_, row_id) => {
    const [id, name, caption] = [text(), text(), text()]
    const destination = next(3) === 0 ? id : text()
    const resolution = pick(RESOLUTIONS)
    return {
      ...{ row_id, kind: row_id < count * 0.7 ? 'account' : 'group', source_id: id, source_username: text() },
      ...{
        source_name: name,
        source_caption: caption,
        destination_id: destination,
        destination_username: text(),
      },
      ...{
        destination_name: text(),
        destination_caption: next(3) === 0 ? caption : text(),
        dest_row: maybe(next(99)),
        resolution,
      },
      ...{ reason: resolution === 'UNRESOLVED' ? pick(Object.keys(MAPPING_REASONS)) : null, flags: next(16) },
      ...{ domain: maybe(`dep${next(5)}.example.com`), items_direct: next(20), items_effective: next(99) },
      search_text: search(id, name, caption, destination),
    }
  })
  const outcomes = Array.from({ length: count }, (_, row_id) => {
    const [id, name] = [text(), text()]
    const outcome = pick(OUTCOMES)
    const migrated = outcome === 'MIGRATED'
    return {
      ...{
        row_id,
        kind: row_id < count * 0.9 ? pick(['account', 'group']) : null,
        id,
        principal_name: id,
        name,
      },
      ...{ caption: text(), path: text(), outcome, relation: migrated ? pick(RELATIONS) : null },
      ...{
        reason: migrated ? null : pick(Object.keys(OUTCOME_REASONS)),
        conflict_fields: null as string | null,
      },
      ...{ conflict_source: null as string | null, conflict_target: null as string | null },
      ...{ trigger_item: null, trigger_path: text(), trigger_policy: maybe(pick(POLICIES)) },
      ...{ trigger_principal: null, trigger_principal_name: text(), trigger_count: next(9) },
      ...{
        resolution: maybe(pick(RESOLUTIONS)),
        flags: next(32),
        items_direct: next(9),
        items_effective: next(9),
      },
      search_text: search(id, name),
    }
  })
  Object.assign(outcomes[0] ?? {}, {
    ...{ outcome: 'NOT_MIGRATED', relation: null, reason: 'UNIQUE_CONFLICT' },
    conflict_fields: 'rep:principalName,jcr:uuid',
    conflict_source: '["bob","u-1"]',
    conflict_target: '["rob","rob"]',
  })
  const findings = Array.from({ length: Math.min(count, 60) }, (_, row_id) => {
    const code = pick(Object.keys(FINDINGS) as (keyof typeof FINDINGS)[])
    const { severity } = FINDINGS[code]
    const args = JSON.stringify({ name: pick(ODD_TEXTS), count: 3 })
    return {
      row_id,
      phase: pick(PHASES),
      severity,
      code,
      file: text(),
      line: maybe(next(99)),
      path: text(),
      args,
    }
  })
  const items = Array.from({ length: Math.min(count, 90) }, (_, row_id) => ({
    ...{
      row_id,
      path: `/content/${next(3)}/${row_id}`,
      type: maybe('cq:Page'),
      modified: null,
      content_hash: null,
    },
    ...{ policy_set: null, owner: null, created_by: null, modified_by: null, owner_name: text() },
    ...{ created_by_name: null, modified_by_name: null, flags: next(2) },
  }))
  const quality = Array.from({ length: Math.min(count, 70) }, (_, row_id) => {
    const [value, name] = [text(), text()]
    return {
      ...{ row_id, code: pick(QUALITY_ISSUE_CODES), value, written: value, principal: next(count) },
      ...{ shared_by: 1 + next(3), kind: pick(['account', 'group']), source_id: text() },
      ...{ source_username: null, source_name: name, source_caption: text() },
      search_text: search(value, name),
    }
  })
  const few = <R>(row: (row_id: number) => R): R[] =>
    Array.from({ length: Math.min(count, 60) }, (_, at) => row(at))
  const user_report = few((row_id) => {
    const [id, groups] = [text(), text()]
    return {
      ...{ row_id, principal: next(count), id, principal_name: id, caption: text(), email: text(), groups },
      ...{ group_count: next(20), flags: next(8), note_groups: text(), search_text: search(id, groups) },
    }
  })
  const bulk_groups = few((row_id) => {
    const name = pick(ODD_TEXTS)
    return { row_id, principal: next(count), name, description: text(), search_text: search(name) }
  })
  const bulk_users = few((row_id) => {
    const email = pick(ODD_TEXTS)
    return { row_id, principal: next(count), email, groups: text(), search_text: search(email) }
  })
  const reconciliation = few((row_id) => {
    const name = text()
    return {
      ...{ row_id, status: pick(RECONCILIATION_STATUSES), name, principal: maybe(1), dest_row: maybe(2) },
      ...{ source_id: text(), source_name: name, source_caption: text(), destination_id: text() },
      ...{ destination_name: name, destination_caption: text(), members_both: maybe(next(9)) },
      ...{ members_source: maybe(next(9)), members_destination: maybe(next(9)), search_text: search(name) },
    }
  })
  const reconciliation_members = few((row_id) => {
    const [group_name, name] = [text(), text()]
    return {
      ...{ row_id, group: next(9), group_name, side: pick(MEMBER_SIDES), principal: next(count), id: text() },
      ...{
        username: text(),
        name,
        caption: text(),
        mapped_to: text(),
        search_text: search(group_name, name),
      },
    }
  })
  return {
    ...{ mappings, outcomes, findings, items, source_quality: quality },
    ...{ user_report, bulk_groups, bulk_users, reconciliation, reconciliation_members },
  }
}

const CUBES = ['mappings', 'outcomes'] as const

/** Writes one table of a run folder from its rows, mappings as they are shown; the types are those of the contract. */
export const writeTable = async (
  duck: Duck,
  folder: string,
  table: RunTable,
  select: string,
): Promise<void> => {
  const columns = Object.entries<string>(RUN_TABLES[table] satisfies Columns)
  const rows = table === 'mappings' ? withoutRepeats(select) : select
  const typed = columns.map(([name, type]) => `CAST(${identifier(name)} AS ${type}) AS ${identifier(name)}`)
  await duck.execute(
    { name: `write ${table}` },
    `COPY (SELECT ${typed.join(', ')} FROM (${rows})) TO ${literal(join(folder, `${table}.parquet`))}
     (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 16384)`,
  )
}

export const writeCube = (duck: Duck, folder: string, report: (typeof CUBES)[number]): Promise<void> => {
  const facets = Object.keys(RUN_TABLES[`${report}.cube`]).filter((name) => name !== 'count')
  return writeTable(
    duck,
    folder,
    `${report}.cube`,
    `SELECT ${facets.join(', ')}, count(*) AS count FROM ${literal(join(folder, `${report}.parquet`))} GROUP BY ALL`,
  )
}

/** The sorted copies of the mappings, as PUBLISH writes them. */
export const writeSortedCopies = async (duck: Duck, folder: string): Promise<void> => {
  const connection = await duck.connect()
  registerFolding(connection)
  connection.closeSync()
  await duck.execute(
    { name: 'mappings' },
    `CREATE OR REPLACE TEMP VIEW mappings AS FROM ${literal(join(folder, 'mappings.parquet'))}`,
  )
  for (const name of Object.keys(SORTED_COPIES) as (keyof typeof SORTED_COPIES)[])
    await writeTable(duck, folder, name, SORTED_COPIES[name])
}

export const writeManifest = (folder: string, facts: object = { run: { jobId: JOB_ID } }): Promise<void> =>
  writeFile(join(folder, 'manifest.json'), JSON.stringify({ schemaVersion: SCHEMA_VERSION, ...facts }))

const stored = (table: keyof Rows): string =>
  table === 'mappings'
    ? withoutRepeats('SELECT * EXCLUDE (destination_same) FROM staged_mappings')
    : `FROM staged_${table}`

/** A data folder with one finished run of these rows; `remove` when done. */
export const makeRunFolder = async (rows: Rows, runId = RUN_ID, facts?: object) => {
  const data = await mkdtemp(join(tmpdir(), 'crosswalk-warehouse-'))
  const runsFolder = join(data, 'runs')
  const folder = await addRunFolder(runsFolder, rows, runId, facts)
  return { data, runsFolder, folder, remove: () => rm(data, { recursive: true, force: true }) }
}

/** One more finished run in a folder of runs. */
export const addRunFolder = async (runsFolder: string, rows: Rows, runId: string, facts?: object) => {
  const folder = join(runsFolder, runId)
  await mkdir(folder, { recursive: true })
  const duck = await openDuck({ threads: 2, memoryLimit: '512MB', connections: 1 })
  const connection = await duck.connect()
  for (const [table, list] of Object.entries(rows) as [keyof Rows, StoredRow[]][]) {
    const columns = Object.entries<string>(RUN_TABLES[table])
    const shape = JSON.stringify([Object.fromEntries(columns)])
    await execute(
      connection,
      'stage',
      `CREATE TABLE staged_${table} AS SELECT unnest(from_json($1::JSON, ${literal(shape)}), recursive := true)`,
      [JSON.stringify(list)],
    )
    await execute(
      connection,
      'write',
      `COPY (SELECT * FROM (${stored(table)}) ORDER BY row_id) TO ${literal(join(folder, `${table}.parquet`))} (FORMAT parquet, ROW_GROUP_SIZE 2048)`,
    )
  }
  connection.closeSync()
  for (const report of CUBES) await writeCube(duck, folder, report)
  await writeSortedCopies(duck, folder)
  await writeManifest(folder, facts)
  duck.close()
  return folder
}
