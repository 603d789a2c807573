import { RESOLUTIONS, type Clause, type OutcomeReason } from '@crosswalk/core'
import type { RouteLocationRaw } from 'vue-router'
import { OUTCOME_LOOKS, OUTCOME_REASON_LOOKS, RESOLUTION_LOOKS } from '../../app/labels.js'
import type { Segment } from '../../ui/segment.js'
import { has, linkQuery } from '../reports/clauses.js'
import type { RunSummary } from './documents.js'

type Report = 'mappings' | 'outcomes'
const ROUTES: Readonly<Record<Report, string>> = { mappings: 'mappings', outcomes: 'principals' }

/** The address of a run's report under a filter. */
export const reportLink = (runId: string, report: Report, ...clauses: Clause[]): RouteLocationRaw => ({
  name: ROUTES[report],
  params: { run: runId },
  query: linkQuery(report, clauses),
})

/** The resolutions of a run's mappings, users and groups together, in the documented order. */
export const resolutionMix = (runId: string, { resolutions }: Pick<RunSummary, 'resolutions'>): Segment[] =>
  RESOLUTIONS.map((resolution) => ({
    key: resolution,
    ...RESOLUTION_LOOKS[resolution],
    count: resolutions.reduce((sum, row) => (row.resolution === resolution ? sum + row.count : sum), 0),
    to: reportLink(runId, 'mappings', has('RESOLUTION', resolution)),
  }))

const REASONS = Object.keys(OUTCOME_REASON_LOOKS) as OutcomeReason[]

/** Migrated, then each reason for not being migrated in order of precedence. */
export const outcomeMix = (runId: string, { outcomes }: Pick<RunSummary, 'outcomes'>): Segment[] => [
  {
    key: 'MIGRATED',
    ...OUTCOME_LOOKS.MIGRATED,
    count: outcomes.reduce((sum, row) => (row.outcome === 'MIGRATED' ? sum + row.count : sum), 0),
    to: reportLink(runId, 'outcomes', has('OUTCOME', 'MIGRATED')),
  },
  ...REASONS.map((reason) => ({
    key: reason,
    ...OUTCOME_REASON_LOOKS[reason],
    count: outcomes.reduce((sum, row) => (row.reason === reason ? sum + row.count : sum), 0),
    to: reportLink(runId, 'outcomes', has('REASON', reason)),
  })),
]

/** The rows of one cell of mapped × migrated. */
export const combinationLink = (runId: string, mapped: boolean, migrated: boolean): RouteLocationRaw =>
  reportLink(runId, 'outcomes', has('OUTCOME', migrated ? 'MIGRATED' : 'NOT_MIGRATED'), {
    field: 'FLAGS',
    op: mapped ? 'HAS_FLAG' : 'NOT_IN',
    values: ['MAPPED'],
  })

/** Users and groups that are unmapped yet migrate count in every total, so a missing cell is a zero. */
export const combinationCount = (
  { combinations }: Pick<RunSummary, 'combinations'>,
  mapped: boolean,
  migrated: boolean,
): number =>
  combinations.reduce(
    (sum, row) => (row.mapped === mapped && row.migrated === migrated ? sum + row.count : sum),
    0,
  )
