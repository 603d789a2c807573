import type { ExpectedRow } from './row.js'

export type ReportLine = Readonly<Record<string, unknown>> & { principal_name: string; path: string | null }

/** A line as the expectation says it: the path only where the expectation names it. */
export const shown = (line: ReportLine, expected: ExpectedRow | undefined) => ({
  kind: line['kind'],
  principal: line.principal_name,
  outcome: line['outcome'],
  relation: line['relation'],
  reason: line['reason'],
  policy: line['trigger_policy'],
  item: line['trigger_path'],
  through: line['trigger_principal'],
  grants: line['trigger_count'],
  flags: line['flags'],
  ...(expected?.path === undefined ? {} : { path: line.path }),
})

const RELATIONS: readonly string[] = ['ON_CONTENT', 'ANCESTOR', 'DESCENDANT']

export const wanted = (row: ExpectedRow): ReturnType<typeof shown> => {
  const migrated = RELATIONS.includes(row.fate)
  const [policy, item] = row.trigger?.split(/ (.*)/) ?? [null, null]
  return {
    kind: row.kind,
    principal: row.principal,
    outcome: migrated ? 'MIGRATED' : 'NOT_MIGRATED',
    relation: migrated ? row.fate : null,
    reason: migrated ? null : row.fate,
    policy,
    item,
    through: row.through,
    grants: row.grants,
    flags: row.flags,
    ...(row.path === undefined ? {} : { path: row.path }),
  }
}
