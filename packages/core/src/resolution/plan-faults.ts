import type { z } from 'zod'
import { POLICY_RULES } from './plan.js'
import type { MappingPlan } from './plan.js'

/** Something wrong with a plan. `path` is the setting, e.g. `exclusions.source.0.field`; the message has the cure. */
export interface PlanFault {
  path: string
  message: string
}

type Issue = z.core.$ZodIssue

const messageOf = (issue: Issue): string => {
  if (issue.code === 'unrecognized_keys') return `is not a setting of a mapping plan; remove it`
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.map(String).join(', ')}`
  if (issue.code === 'invalid_type') return `must be of type ${issue.expected}`
  if (issue.code === 'invalid_key') return issue.issues.map(messageOf).join(', ')
  return issue.message
}

const fromIssues = (issues: readonly Issue[]): readonly PlanFault[] =>
  issues.flatMap((issue) => {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [null]
    return keys.map((key) => ({
      path: [...issue.path, ...(key === null ? [] : [key])].map(String).join('.'),
      message: messageOf(issue),
    }))
  })

const inPlan = (plan: MappingPlan): readonly PlanFault[] => {
  const faults: PlanFault[] = []
  const fault = (path: string, message: string) => faults.push({ path, message })
  plan.order.forEach((rule, at) => {
    if (plan.order.indexOf(rule) !== at) fault(`order.${at}`, `names ${rule} twice; remove one`)
  })
  if (plan.order[0] !== 'EXCEPTION')
    fault('order', 'must begin with EXCEPTION: an exception beats every rule')
  if (plan.order.includes('DEFAULT') && plan.order.at(-1) !== 'DEFAULT')
    fault('order', 'must end with DEFAULT: no rule after it could match')
  for (const rule of ['EMAIL', 'USERNAME'] as const)
    if (plan.match[rule].includes('group')) fault(`match.${rule}`, 'is for accounts only; remove group')
  for (const rule of POLICY_RULES) {
    const setting = rule.toLowerCase() as Lowercase<typeof rule>
    if (plan[setting] !== null && !plan.order.includes(rule))
      fault(setting, `is set, but order does not name ${rule}; add it there or remove the setting`)
  }
  if (plan.external?.kinds.includes('group'))
    fault('external.kinds', 'is for accounts only, since groups have no mail domain; remove group')
  if (plan.external !== null && plan.external.domains === null && plan.ownDomains.length === 0)
    fault('external', 'needs ownDomains or external.domains to know which accounts are external')
  if (plan.default !== null && plan.default.account === null && plan.default.group === null)
    fault('default', 'names nobody; give default.account or default.group')
  if (plan.ambiguity === 'default' && plan.default === null)
    fault('ambiguity', 'is default, but no default identity is set; set default or choose stop')
  for (const [alias, domain] of Object.entries(plan.domainAliases))
    if (Object.hasOwn(plan.domainAliases, domain))
      fault(`domainAliases.${alias}`, `counts as ${domain}, which is an alias itself; name the final domain`)
  return faults
}

/** All that can be wrong with a plan: in its shape, and in what its settings mean together. */
export const planFaults = { fromIssues, inPlan }
