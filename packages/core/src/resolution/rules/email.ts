import { MATCH_FIELDS } from '../match-fields.js'
import type { Rule } from '../rule.js'
import { compareInTurn } from './match.js'

/** The same email address, after normalisation and domain aliases. */
export const email: Rule = Object.freeze({
  resolution: 'EMAIL',
  appliesTo: (plan, kind) => plan.match.EMAIL.includes(kind) && MATCH_FIELDS.EMAIL[kind].length > 0,
  try: (source, context) => compareInTurn('EMAIL', MATCH_FIELDS.EMAIL[source.kind], source, context),
} satisfies Rule)
