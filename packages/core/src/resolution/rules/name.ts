import { MATCH_FIELDS } from '../match-fields.js'
import type { Rule } from '../rule.js'
import { compareInTurn } from './match.js'

/** The same name: groups by name, then by display name; accounts by display name. */
export const name: Rule = Object.freeze({
  resolution: 'NAME',
  appliesTo: (plan, kind) => plan.match.NAME.includes(kind) && MATCH_FIELDS.NAME[kind].length > 0,
  try: (source, context) => compareInTurn('NAME', MATCH_FIELDS.NAME[source.kind], source, context),
} satisfies Rule)
