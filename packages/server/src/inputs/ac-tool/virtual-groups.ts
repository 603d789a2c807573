import type { ConfigBudget } from '../config/limits.js'
import { groupsOf, isVirtual, type Authorizable, type Configuration, type Entry } from './model.js'

/** The real groups of each authorizable, and the entries it takes over from virtual ones. */
export interface Inherited {
  groups: (of: Authorizable) => string[]
  /** Entries of real principals, and copies of those of virtual groups for whoever is in them. */
  entries: Entry[]
}

/**
 * Dissolves virtual groups: memberships and entries of theirs pass to their members, through any number of them.
 * @throws Problem as `ConfigBudget`.
 */
export const dissolveVirtual = (
  { authorizables, entries }: Configuration,
  budget: ConfigBudget,
): Inherited => {
  const virtual = new Map(authorizables.filter(isVirtual).map((one) => [one.id, one]))
  if (virtual.size === 0) return { groups: groupsOf, entries }
  const byVirtual = new Map<string, Entry[]>()
  for (const entry of entries) {
    if (!virtual.has(entry.principal)) continue
    const known = byVirtual.get(entry.principal)
    if (known === undefined) byVirtual.set(entry.principal, [entry])
    else known.push(entry)
  }

  const reach = (one: Authorizable): { real: Set<string>; through: Set<string> } => {
    const real = new Set<string>()
    const through = new Set<string>()
    const queue = groupsOf(one)
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      const group = virtual.get(id)
      if (group === undefined) real.add(id)
      else if (!through.has(id)) {
        through.add(id)
        queue.push(...groupsOf(group))
      }
    }
    return { real, through }
  }
  const copies = authorizables
    .filter((one) => !isVirtual(one))
    .flatMap((one) =>
      [...reach(one).through].flatMap((id) =>
        (byVirtual.get(id) ?? []).map((entry) => {
          budget.round()
          return { ...entry, principal: one.id }
        }),
      ),
    )
  return {
    groups: (one) => [...reach(one).real],
    entries: [...entries.filter(({ principal }) => !virtual.has(principal)), ...copies],
  }
}
