import type { PrincipalRef, Trigger } from './documents.js'

/** What a person calls a principal of a path. */
export const refName = ({ caption, name }: PrincipalRef): string => caption ?? name

/** How a principal of a path comes from the one before it. */
export const STEP_WORDS: Readonly<Record<Trigger['path'][number]['as'], string>> = {
  ON_CONTENT: 'on the content',
  GROUP: 'group it is in',
  MEMBER: 'member of it',
}

/** Whether a policy only denies there. */
export const isDenied = ({ entries }: Pick<Trigger, 'entries'>): boolean =>
  entries.length > 0 && entries.every(({ access }) => access === 'DENY')
