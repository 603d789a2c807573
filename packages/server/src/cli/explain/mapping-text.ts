import type { EvidenceStep, NearMissList, NearMissView } from '@crosswalk/core'
import type { Identity, MappingRow } from '../../warehouse/rows.js'
import { tableLine } from '../report-table.js'

const named = ({ caption, name, username, id }: Identity): string =>
  [caption, name, username, id].filter((part) => part !== null).join(' · ') || '—'

const stepLine = ({ rule, verdict, field, compared, message }: EvidenceStep): string =>
  tableLine([
    [rule.toLowerCase(), 12],
    [verdict, 10],
    [field ?? '', 9],
    [compared ?? '', 36],
    [message, 100],
  ])

const candidateLines = ({ candidates, moreCandidates }: EvidenceStep): string[] => [
  ...candidates.map(
    ({ identity, rejected }) =>
      `${' '.repeat(24)}→ ${named(identity)}${rejected === null ? '' : ` (${rejected})`}`,
  ),
  ...(moreCandidates === 0 ? [] : [`${' '.repeat(24)}→ and ${moreCandidates} more`]),
]

const nearLine = ({ kind, identity }: NearMissView): string =>
  tableLine([
    [kind.toLowerCase().replaceAll('_', ' '), 24],
    [named(identity), 120],
  ])

/** The evidence of a row as a person reads it on a terminal. */
export const mappingText = (
  row: MappingRow,
  steps: readonly EvidenceStep[],
  { nearMisses, more }: NearMissList,
): string =>
  [
    `row          ${row.rowId}, ${row.kind}`,
    `source       ${named(row.source)}`,
    `destination  ${row.destination === null ? '—' : named(row.destination)}`,
    `resolution   ${row.resolution.toLowerCase()}${row.reason === null ? '' : `, ${row.reason}`}`,
    ...(row.message === null ? [] : [`             ${row.message}`]),
    '',
    tableLine([
      ['Rule', 12],
      ['Verdict', 10],
      ['Field', 9],
      ['Compared', 36],
      ['Why', 100],
    ]),
    ...steps.flatMap((step) => [stepLine(step), ...candidateLines(step)]),
    ...(nearMisses.length === 0 ? [] : ['', 'Near misses', ...nearMisses.map(nearLine)]),
    ...(more === 0 ? [] : [`and ${more} more`]),
  ].join('\n')
