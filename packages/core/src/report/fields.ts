import { FINDINGS, SEVERITIES } from '../findings/finding.js'
import { MEMBER_SIDES, RECONCILIATION_STATUSES } from '../outcome/reconcile.js'
import { UserNote } from '../outcome/user-groups.js'
import { OUTCOMES, OUTCOME_REASONS, OutcomeFlag, RELATIONS } from '../outcome/outcome.js'
import { PRINCIPAL_KINDS } from '../principals/principal.js'
import { QUALITY_ISSUE_CODES } from '../resolution/quality-issues.js'
import { MAPPING_REASONS, MappingFlag, RESOLUTIONS } from '../resolution/resolution.js'
import { PHASES } from '../run/state.js'
import { ItemFlag, ItemGrantFlag, POLICIES } from '../selection/policy.js'

export const FILTER_OPS = [
  'IN',
  'NOT_IN',
  'CONTAINS',
  'STARTS_WITH',
  'BETWEEN',
  'IS_NULL',
  'HAS_FLAG',
] as const
export type FilterOp = (typeof FILTER_OPS)[number]

/** `enum` has a closed set of values, `string` an open one compared exactly, `text` is the folded free-text search. */
export type FieldType = 'enum' | 'string' | 'text' | 'number' | 'flags'

export interface Field {
  readonly type: FieldType
  /** The column of the report's table. */
  readonly column: string
  readonly nullable: boolean
  /** The legal values of an `enum` as stored, or the names of a `flags` field, in their order. */
  readonly values: readonly string[]
  /** Bit of each flag. */
  readonly bits: Readonly<Record<string, number>>
  /** A column of the report's cube too: counts and facets need no scan. */
  readonly facet: boolean
}

const field = (type: FieldType, column: string, rest: Partial<Field> = {}): Field => ({
  type,
  column,
  nullable: false,
  values: [],
  bits: {},
  facet: false,
  ...rest,
})
const oneOf = (column: string, values: readonly string[], nullable = false) =>
  field('enum', column, { values, nullable, facet: true })
const flags = (bits: Readonly<Record<string, number>>) =>
  field('flags', 'flags', { values: Object.keys(bits), bits, facet: true })
const string = (column: string, nullable: boolean, facet = false) =>
  field('string', column, { nullable, facet })
/** The job of the row's run, by id: a column that the warehouse gives every report. */
const job = string('job_id', false, true)
const reports = <R extends string>(table: Record<R, Readonly<Record<string, Field>>>) => table

/** What can be filtered, per report: the one table that GraphQL fields, URL, SQL and facets are held to. */
export const REPORT_FIELDS = reports({
  mappings: {
    JOB: job,
    KIND: oneOf('kind', PRINCIPAL_KINDS),
    RESOLUTION: oneOf('resolution', RESOLUTIONS),
    REASON: oneOf('reason', Object.keys(MAPPING_REASONS), true),
    FLAGS: flags(MappingFlag),
    DOMAIN: string('domain', true, true),
    ITEMS: field('number', 'items_direct'),
    TEXT: field('text', 'search_text'),
  },
  outcomes: {
    JOB: job,
    KIND: oneOf('kind', PRINCIPAL_KINDS, true),
    OUTCOME: oneOf('outcome', OUTCOMES),
    RELATION: oneOf('relation', RELATIONS, true),
    REASON: oneOf('reason', Object.keys(OUTCOME_REASONS), true),
    FLAGS: flags(OutcomeFlag),
    RESOLUTION: oneOf('resolution', RESOLUTIONS, true),
    TRIGGER_POLICY: oneOf('trigger_policy', POLICIES, true),
    TEXT: field('text', 'search_text'),
  },
  items: {
    JOB: job,
    PATH: string('path', false),
    TYPE: string('type', true, true),
    OWNER: string('owner_name', true, true),
    POLICY: flags(ItemGrantFlag),
    FLAGS: flags(ItemFlag),
  },
  findings: {
    JOB: job,
    PHASE: oneOf('phase', PHASES),
    SEVERITY: oneOf('severity', SEVERITIES),
    CODE: oneOf('code', Object.keys(FINDINGS)),
    FILE: string('file', true),
    PATH: string('path', true),
  },
  source_quality: {
    JOB: job,
    CODE: oneOf('code', QUALITY_ISSUE_CODES),
    KIND: oneOf('kind', PRINCIPAL_KINDS),
    VALUE: string('value', true),
    TEXT: field('text', 'search_text'),
  },
  user_report: {
    NOTES: flags(UserNote),
    EMAIL: string('email', true),
    GROUPS: field('number', 'group_count'),
    TEXT: field('text', 'search_text'),
  },
  bulk_groups: {
    NAME: string('name', false),
    TEXT: field('text', 'search_text'),
  },
  bulk_users: {
    EMAIL: string('email', false),
    TEXT: field('text', 'search_text'),
  },
  reconciliation: {
    STATUS: oneOf('status', RECONCILIATION_STATUSES),
    NAME: string('name', true),
    MEMBERS_SOURCE: field('number', 'members_source', { nullable: true }),
    MEMBERS_DESTINATION: field('number', 'members_destination', { nullable: true }),
    TEXT: field('text', 'search_text'),
  },
  reconciliation_members: {
    SIDE: oneOf('side', MEMBER_SIDES),
    GROUP: field('number', 'group'),
    GROUP_NAME: string('group_name', true),
    MAPPED_TO: string('mapped_to', true),
    TEXT: field('text', 'search_text'),
  },
})
export type Report = keyof typeof REPORT_FIELDS
export const REPORTS = Object.keys(REPORT_FIELDS) as Report[]

/** The field of that name, or undefined; inherited names (`constructor`) are no fields. */
export const fieldOf = (report: Report, name: string): Field | undefined => {
  const fields: Readonly<Record<string, Field>> = REPORT_FIELDS[report]
  return Object.hasOwn(fields, name) ? fields[name] : undefined
}

const OPS: Readonly<Record<FieldType, readonly FilterOp[]>> = {
  enum: ['IN', 'NOT_IN', 'IS_NULL'],
  string: ['IN', 'NOT_IN', 'CONTAINS', 'STARTS_WITH', 'IS_NULL'],
  text: ['CONTAINS'],
  number: ['BETWEEN', 'IN', 'NOT_IN'],
  flags: ['HAS_FLAG', 'NOT_IN'],
}

export const opsOf = ({ type, nullable }: Field): readonly FilterOp[] =>
  OPS[type].filter((op) => op !== 'IS_NULL' || nullable)
