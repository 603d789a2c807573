import { inMappingScope, mailDomain } from '../domains.js'
import { attempt, identityOf } from '../rule.js'
import type { Rule } from '../rule.js'

/** To be created on the destination: the source's fields, without an id. */
export const provision: Rule = Object.freeze({
  resolution: 'PROVISION',
  appliesTo: (plan, kind) => plan.provision?.kinds.includes(kind) ?? false,
  try: (source, { plan }) => {
    const domain = mailDomain(plan, source)
    return plan.provision !== null && inMappingScope(plan.provision, source.kind, domain)
      ? [
          attempt('PROVISION', 'MATCH', {
            compared: domain,
            landing: { row: null, identity: { ...identityOf(source), id: null } },
          }),
        ]
      : [attempt('PROVISION', 'MISS', { compared: domain, note: 'OUT_OF_SCOPE' })]
  },
} satisfies Rule)
