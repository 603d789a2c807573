import {
  MAPPING_COLUMNS,
  MAPPING_REASONS,
  OUTCOME_COLUMNS,
  OUTCOME_REASONS,
  OutcomeFlag,
} from '@crosswalk/core'
import type { MappingColumn, OutcomeColumn } from '@crosswalk/core'
import { identifier, literal } from './duck.js'
import type { Parameters } from './filter-sql.js'

const sentence = (reasons: Readonly<Record<string, string>>): string => {
  const cases = Object.entries(reasons).map(([code, text]) => `WHEN ${literal(code)} THEN ${literal(text)}`)
  return `CASE reason ${cases.join(' ')} END`
}
const flag = (name: string, bit: number): string =>
  `CASE WHEN (flags::BIGINT & ${bit}) <> 0 THEN ${literal(name)} END`
const flagList = (bits: Readonly<Record<string, number>>): string =>
  `nullif(concat_ws(',', ${Object.entries(bits)
    .map(([name, bit]) => flag(name, bit))
    .join(', ')}), '')`

const MAPPING_SQL: Partial<Record<MappingColumn, string>> = {
  type: 'kind',
  resolution: 'lower(resolution)',
  message: sentence(MAPPING_REASONS),
}

const OUTCOME_SQL: Partial<Record<OutcomeColumn, string>> = {
  type: 'kind',
  authorizable_id: 'id',
  message: sentence(OUTCOME_REASONS),
  trigger_principal: 'trigger_principal_name',
  mapped: `(flags::BIGINT & ${OutcomeFlag.MAPPED}) <> 0`,
  flags: flagList(OutcomeFlag),
  resolution: 'lower(resolution)',
}

const NOT_TEXT: ReadonlySet<string> = new Set<OutcomeColumn>([
  'trigger_count',
  'mapped',
  'items_direct',
  'items_effective',
])

/** `safeText` of core, in SQL: one apostrophe before a first character that a spreadsheet may take for a formula. */
const safe = (sql: string): string =>
  `CASE WHEN regexp_matches(${sql}, '^[=+\\-@\\t\\r\\n＝＋－＠'']') THEN '''' || ${sql} ELSE ${sql} END`

/** The select list of a report's CSV: name and expression of each column, in the report's order. */
export const csvSelect = (
  report: 'mappings' | 'outcomes',
  jobName: string,
  isSafe: boolean,
  parameters: Parameters,
): string => {
  const columns: readonly string[] = report === 'mappings' ? MAPPING_COLUMNS : OUTCOME_COLUMNS
  const expressions: Readonly<Record<string, string>> = report === 'mappings' ? MAPPING_SQL : OUTCOME_SQL
  return columns
    .map((column) => {
      const sql =
        column === 'job_name' ? parameters.add(jobName) : (expressions[column] ?? identifier(column))
      return `${isSafe && !NOT_TEXT.has(column) ? safe(sql) : sql} AS ${identifier(column)}`
    })
    .join(', ')
}
