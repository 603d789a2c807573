/** Who may do what, weakest first; a role may do all that those before it may. */
export const ROLES = ['viewer', 'exporter', 'operator', 'admin'] as const
export type Role = (typeof ROLES)[number]

export const mayAct = (held: Role, needed: Role): boolean => ROLES.indexOf(held) >= ROLES.indexOf(needed)
