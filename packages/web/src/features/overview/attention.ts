import type { Clause } from '@crosswalk/core'
import type { RouteLocationRaw } from 'vue-router'
import { FLAG_LOOKS, OUTCOME_REASON_LOOKS } from '../../app/labels.js'
import type { IconName } from '../../ui/icons.js'
import type { Tone } from '../../ui/tone.js'
import { has, linkQuery } from '../reports/clauses.js'
import { reportLink } from '../runs/mixes.js'
import type { RunSummary } from '../runs/documents.js'

/** Something of a run that a person should look at, with the rows it is about. */
export interface Attention {
  key: string
  count: number
  title: string
  sentence: string
  tone: Tone
  icon: IconName
  to: RouteLocationRaw
}

/** Counts that the run's summary does not have; null while unknown. */
export interface Extra {
  /** Unresolved mappings by reason. */
  unresolved: ReadonlyMap<string, number>
  /** Principals by flag. */
  flags: ReadonlyMap<string, number>
}

/** Groups that the platform never maps, and a run that maps nobody, are as intended. */
const INTENDED = ['GROUPS_NOT_MAPPED', 'MAPPING_OFF']
const not = (field: string, ...values: string[]): Clause => ({ field, op: 'NOT_IN', values })
const flagged = (...values: string[]): Clause => ({ field: 'FLAGS', op: 'HAS_FLAG', values })

/** What needs a look first, most pressing first; lines without rows are left out. */
export const attentionOf = (
  runId: string,
  { outcomes, findings }: Pick<RunSummary, 'outcomes' | 'findings'>,
  extra: Extra | null,
): Attention[] => {
  const reason = (name: string): number =>
    outcomes.reduce((sum, row) => (row.reason === name ? sum + row.count : sum), 0)
  const unresolved = [...(extra?.unresolved ?? [])].filter(([name]) => !INTENDED.includes(name))
  const byItems = reportLink(
    runId,
    'mappings',
    has('RESOLUTION', 'UNRESOLVED'),
    not('REASON', ...INTENDED),
  ) as { name: string; query: object }
  const lines: Attention[] = [
    {
      key: 'unresolved',
      count: unresolved.reduce((sum, [, count]) => sum + count, 0),
      title: 'Unresolved',
      sentence: 'No destination identity was found. Those with the most affected items come first.',
      tone: 'red',
      icon: 'help',
      to: { ...byItems, query: { ...byItems.query, sort: 'items' } },
    },
    {
      key: 'conflict',
      count: reason('UNIQUE_CONFLICT'),
      title: 'Unique conflicts',
      sentence: OUTCOME_REASON_LOOKS.UNIQUE_CONFLICT.hint ?? '',
      tone: 'red',
      icon: 'alert',
      to: reportLink(runId, 'outcomes', has('REASON', 'UNIQUE_CONFLICT')),
    },
    {
      key: 'errors',
      count: findings.reduce((sum, { severity, count }) => (severity === 'ERROR' ? sum + count : sum), 0),
      title: 'Inputs not read',
      sentence: 'Part of the inputs could not be read; what was in it is missing from the reports.',
      tone: 'red',
      icon: 'refused',
      to: {
        name: 'findings',
        params: { run: runId },
        query: linkQuery('findings', [has('SEVERITY', 'ERROR')]),
      },
    },
    {
      key: 'ambiguous',
      count: extra?.unresolved.get('AMBIGUOUS') ?? 0,
      title: 'Ambiguous',
      sentence: 'Several destination identities match; an exception decides.',
      tone: 'amber',
      icon: 'clone',
      to: reportLink(runId, 'mappings', has('REASON', 'AMBIGUOUS')),
    },
    {
      key: 'duplicate-profile',
      count: extra?.flags.get('WILL_DUPLICATE_PROFILE') ?? 0,
      title: 'Second profiles',
      sentence: 'They migrate unmapped: signing in through the identity provider makes a second profile.',
      tone: 'amber',
      icon: 'user',
      to: reportLink(runId, 'outcomes', flagged('WILL_DUPLICATE_PROFILE')),
    },
    {
      key: 'top-up-gap',
      count: extra?.flags.get('LEFT_BEHIND') ?? 0,
      title: 'Top-up gap',
      sentence: FLAG_LOOKS.LEFT_BEHIND.hint ?? '',
      tone: 'amber',
      icon: 'layers',
      to: reportLink(runId, 'outcomes', flagged('LEFT_BEHIND')),
    },
    {
      key: 'unknown',
      count: reason('UNKNOWN_PRINCIPAL'),
      title: 'Unknown principals',
      sentence: OUTCOME_REASON_LOOKS.UNKNOWN_PRINCIPAL.hint ?? '',
      tone: 'amber',
      icon: 'help',
      to: reportLink(runId, 'outcomes', has('REASON', 'UNKNOWN_PRINCIPAL')),
    },
  ]
  return lines.filter(({ count }) => count > 0)
}
