import type {
  ExplainedCut,
  ExplainedPath,
  ExplainedStep,
  ExplainedTrigger,
} from '../../warehouse/explained.js'
import type { GrantEntry } from '../../warehouse/grant-entries.js'
import type { OutcomeRow } from '../../warehouse/rows.js'
import { plainText } from '../report-table.js'
import type { PrincipalExplanation } from './principal.js'

const spoken = (code: string): string => code.toLowerCase().replaceAll('_', ' ')

const named = ({ principalName, authorizableId, name, caption }: OutcomeRow): string =>
  [...new Set([principalName, authorizableId, name, caption])].filter((part) => part !== null).join(' · ') ||
  '—'

const entryText = ({ access, rights, restrictions }: GrantEntry): string =>
  [access.toLowerCase(), rights.join(', '), ...(restrictions === null ? [] : [`where ${restrictions}`])]
    .filter((part) => part !== '')
    .join(' ')

const WAYS: Readonly<Record<ExplainedStep['as'], string>> = {
  ON_CONTENT: 'on the content',
  GROUP: 'a group of it',
  MEMBER: 'a member of it',
}

const pathLines = ({ item, policy, entries, path }: ExplainedTrigger): string[] => [
  `  ${policy} of ${item.path}${entries.length === 0 ? '' : `: ${entries.map(entryText).join('; ')}`}`,
  ...path.map(({ principal, as }, depth) => `  ${'  '.repeat(depth + 1)}→ ${principal.name}, ${WAYS[as]}`),
]

const cutLines = ({ size, proven, deselected, grants, memberships, more }: ExplainedCut): string[] => [
  `To deselect it, take away ${size} in all${proven ? ', and no fewer will do' : ''}; ${deselected} principals go with it:`,
  ...grants.map(({ principal, count }) => `  the grants of ${principal.name} on the content: ${count}`),
  ...memberships.map(({ member, group }) => `  the membership of ${member.name} in ${group.name}`),
  ...(more === 0 ? [] : [`  and ${more} more`]),
]

const nearestLines = (nearest: ExplainedPath): string[] => [
  'The path by which it would most nearly have migrated:',
  ...pathLines(nearest),
  ...nearest.obstacles.map(
    ({ message, principal }) => `  ✗ ${principal === null ? '' : `${principal.name}: `}${message}`,
  ),
]

/** Why a principal migrates or not, as a person reads it on a terminal. */
export const principalText = ({ row, triggers, total, cut, nearest }: PrincipalExplanation): string =>
  [
    `row          ${row.rowId}, ${row.kind ?? 'named by policies alone'}`,
    `principal    ${named(row)}`,
    `outcome      ${spoken(row.outcome)}, ${spoken(row.relation ?? row.reason ?? '')}`,
    ...(row.message === null ? [] : [`             ${row.message}`]),
    `triggers     ${total}`,
    ...triggers.flatMap(pathLines),
    ...(total > triggers.length ? [`  and ${total - triggers.length} more (--limit lists more)`] : []),
    ...(cut === null ? [] : ['', ...cutLines(cut)]),
    ...(nearest === null ? [] : ['', ...nearestLines(nearest)]),
  ]
    .map(plainText)
    .join('\n')
