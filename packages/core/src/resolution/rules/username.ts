import { MATCH_FIELDS } from '../match-fields.js'
import type { Rule } from '../rule.js'
import { compareInTurn } from './match.js'

/** The same login name. */
export const username: Rule = Object.freeze({
  resolution: 'USERNAME',
  appliesTo: (plan, kind) => plan.match.USERNAME.includes(kind) && MATCH_FIELDS.USERNAME[kind].length > 0,
  try: (source, context) => compareInTurn('USERNAME', MATCH_FIELDS.USERNAME[source.kind], source, context),
} satisfies Rule)
