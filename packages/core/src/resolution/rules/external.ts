import { inMappingScope, isExternal, mailDomain } from '../domains.js'
import { attempt, identityOf } from '../rule.js'
import type { Rule } from '../rule.js'

/** "Attempt to resolve first": an account outside the plan's own domains that no rule matched stays as it is. */
export const external: Rule = Object.freeze({
  resolution: 'EXTERNAL',
  appliesTo: (plan, kind) => plan.external?.kinds.includes(kind) ?? false,
  try: (source, { plan }) => {
    const domain = mailDomain(plan, source)
    const meant = plan.external !== null && inMappingScope(plan.external, source.kind, domain)
    return meant && isExternal(plan, source.kind, domain)
      ? [
          attempt('EXTERNAL', 'MATCH', {
            compared: domain,
            landing: { row: null, identity: identityOf(source) },
          }),
        ]
      : [attempt('EXTERNAL', 'MISS', { compared: domain, note: 'OUT_OF_SCOPE' })]
  },
} satisfies Rule)
