import { inMappingScope, isExternal, mailDomain } from '../domains.js'
import { attempt, identityOf } from '../rule.js'
import type { Rule } from '../rule.js'

/**
 * "Do not attempt to resolve first": the source identity goes to the destination as it is. Where the plan names its
 * own domains only external accounts do (and groups, where the scope has them).
 */
export const passthrough: Rule = Object.freeze({
  resolution: 'PASSTHROUGH',
  appliesTo: (plan, kind) => plan.passthrough?.kinds.includes(kind) ?? false,
  try: (source, { plan }) => {
    const domain = mailDomain(plan, source)
    const meant =
      source.kind === 'group' || plan.ownDomains.length === 0 || isExternal(plan, source.kind, domain)
    return plan.passthrough !== null && inMappingScope(plan.passthrough, source.kind, domain) && meant
      ? [
          attempt('PASSTHROUGH', 'MATCH', {
            compared: domain,
            landing: { row: null, identity: identityOf(source) },
          }),
        ]
      : [attempt('PASSTHROUGH', 'MISS', { compared: domain, note: 'OUT_OF_SCOPE' })]
  },
} satisfies Rule)
