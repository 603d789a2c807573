/** The principal whose members are all principals (Oak's `EveryonePrincipal`). */
export const EVERYONE = 'everyone'

/**
 * The users and groups that every AEM has, as its documentation lists them (experience-manager-65
 * `security.md`). The migration product's own list is not published; a job may add names.
 */
export const BUILT_IN_PRINCIPALS: readonly string[] = [
  'admin',
  'anonymous',
  'administrators',
  'content-authors',
  'contributor',
  'dam-users',
  EVERYONE,
  'tag-administrators',
  'user-administrators',
  'workflow-editors',
  'workflow-users',
]

/** The names that count as built-in in a job: compared exactly, with principal names and authorizable ids. */
export const builtInNames = (added: readonly string[]): ReadonlySet<string> =>
  new Set([...BUILT_IN_PRINCIPALS, ...added])
