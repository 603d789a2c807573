import type { GroupRow, MemberRow } from './documents.js'
import { STATUS_LOOKS } from './looks.js'

/** What a group is called on one side, and the line below it. */
export const sideLines = (side: GroupRow['source']): [string | null, string | null] => {
  const parts = [side?.name, side?.caption, side?.id].filter((part): part is string => Boolean(part))
  const first = parts[0] ?? null
  return [first, parts.find((part) => part !== first) ?? null]
}

/** What the group is called, and its display name on either side. */
export const groupLines = ({ name, source, destination }: GroupRow): [string | null, string | null] => {
  const caption = source?.caption ?? destination?.caption ?? null
  return [name, caption === name ? null : caption]
}

export const membersCompared = (group: GroupRow): boolean => group.membersBoth !== null

/** How many members one side has alone; null where they were not compared. */
export const differing = ({ membersSource, membersDestination }: GroupRow): number | null =>
  membersSource === null ? null : membersSource + (membersDestination ?? 0)

/** Where the group stands, and what to do. */
export const groupSentence = (group: GroupRow): string => {
  const hint = STATUS_LOOKS[group.status].hint ?? ''
  if (group.status === 'ONLY_MIGRATED') return `${hint} Create it there, or decide who takes its place.`
  if (group.status === 'ONLY_DESTINATION') return `${hint} Nothing of the source lands in it.`
  if (!membersCompared(group))
    return `${hint} Members were not compared: the destination tells no memberships, or too many.`
  const count = differing(group) ?? 0
  return count === 0
    ? `${hint} Both have the same members.`
    : `${hint} Their members differ: look at who is missing on which side.`
}

/** Why the member is listed, and what to do. */
export const memberSentence = ({ side, mappedTo, groupName }: MemberRow): string => {
  const group = groupName ?? 'the group'
  if (side === 'DESTINATION_ONLY')
    return `${group} has this account at the destination; no member of the source's group is mapped to it.`
  return mappedTo === null
    ? `It is in ${group} of the source, but mapped to nobody: resolve its mapping first.`
    : `It is in ${group} of the source. Add ${mappedTo}, whom it is mapped to, to the group at the destination.`
}
