/**
 * Which content is being migrated, as data that a predicate here and SQL elsewhere apply alike:
 *
 * in scope = (`include` is empty or covers the path) and `exclude` does not cover it, and, unless `exempt`
 * covers it, it is none of `defaultPaths`, below none of `defaultTrees`, and begins with none of
 * `defaultPrefixes`. A path *covers* itself and everything below it.
 */
export interface ContentScope {
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  /** Includes that name something the defaults leave out: the job's word beats the default there. */
  readonly exempt: readonly string[]
  readonly defaultPaths: readonly string[]
  readonly defaultTrees: readonly string[]
  readonly defaultPrefixes: readonly string[]
}

const TREES = ['/oak:index', '/jcr:system', '/home', '/apps', '/libs', '/etc', '/var'] as const
const PREFIXES = ['/rep:'] as const

export const covers = (root: string, path: string): boolean =>
  root === '/' || path === root || (path.startsWith(root) && path[root.length] === '/')

const leftOut = (path: string): boolean =>
  TREES.some((tree) => covers(tree, path)) || PREFIXES.some((prefix) => path.startsWith(prefix))

/**
 * The scope of a job. Nothing included means all content; what is named by `exclude` is always out.
 * An include inside a tree that the defaults leave out brings that part in; `/` brings in the root itself
 * but none of those trees.
 */
export const contentScopeOf = (settings: {
  include: readonly string[]
  exclude: readonly string[]
}): ContentScope => ({
  include: settings.include,
  exclude: settings.exclude,
  exempt: settings.include.filter(leftOut),
  defaultPaths: settings.include.includes('/') ? [] : ['/'],
  defaultTrees: TREES,
  defaultPrefixes: PREFIXES,
})

/** Whether a policy on `path` counts. One on an ancestor of the scope does not, though it takes effect inside. */
export const isContentInScope = (path: string, scope: ContentScope): boolean => {
  const under = (root: string): boolean => covers(root, path)
  if (scope.include.length > 0 && !scope.include.some(under)) return false
  if (scope.exclude.some(under)) return false
  if (scope.exempt.some(under)) return true
  return !(
    scope.defaultPaths.includes(path) ||
    scope.defaultTrees.some(under) ||
    scope.defaultPrefixes.some((prefix) => path.startsWith(prefix))
  )
}
