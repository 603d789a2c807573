import { attempt } from '../rule.js'
import type { Rule } from '../rule.js'

/** A manually defined mapping; it beats every automatic rule. */
export const exception: Rule = Object.freeze({
  resolution: 'EXCEPTION',
  appliesTo: () => true,
  try: (source, { exceptions }) => {
    const fate = exceptions.get(source.row)
    if (fate === undefined) return [attempt('EXCEPTION', 'MISS', { note: 'NO_EXCEPTION' })]
    if (fate.landing !== null) return [attempt('EXCEPTION', 'MATCH', { landing: fate.landing })]
    return [
      attempt('EXCEPTION', fate.stop === 'AMBIGUOUS' ? 'AMBIGUOUS' : 'MISS', {
        note: fate.stop,
        stop: fate.stop,
      }),
    ]
  },
} satisfies Rule)
