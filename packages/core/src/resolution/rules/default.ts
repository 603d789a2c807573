import { inMappingScope, mailDomain } from '../domains.js'
import { attempt } from '../rule.js'
import type { Rule } from '../rule.js'

/** What is left goes to the default identity of its kind. */
export const defaultRule: Rule = Object.freeze({
  resolution: 'DEFAULT',
  appliesTo: (plan, kind) => plan.default?.[kind] != null,
  try: (source, { plan, defaults }) => {
    const domain = mailDomain(plan, source)
    const landing = defaults[source.kind]
    const scope = { kinds: [source.kind], domains: plan.default?.domains ?? null }
    return landing !== null && inMappingScope(scope, source.kind, domain)
      ? [attempt('DEFAULT', 'MATCH', { compared: domain, landing })]
      : [attempt('DEFAULT', 'MISS', { compared: domain, note: 'OUT_OF_SCOPE' })]
  },
} satisfies Rule)
