import { MATCH_FIELDS } from '../match-fields.js'
import type { Rule } from '../rule.js'
import { compareInTurn } from './match.js'

/** The same platform id, compared exactly. */
export const id: Rule = Object.freeze({
  resolution: 'ID',
  appliesTo: (plan, kind) => plan.match.ID.includes(kind) && MATCH_FIELDS.ID[kind].length > 0,
  try: (source, context) => compareInTurn('ID', MATCH_FIELDS.ID[source.kind], source, context),
} satisfies Rule)
