import type { ContentScope } from '@crosswalk/core'
import { literal } from '../../warehouse/duck.js'

/** Core's `inScope` as a SQL condition over `column`; a property test holds the two equal. */
export const scopeSql = (scope: ContentScope, column: string): string => {
  const covers = (root: string): string =>
    root === '/' ? 'true' : `(${column} = ${literal(root)} OR starts_with(${column}, ${literal(`${root}/`)}))`
  const any = (conditions: readonly string[]): string =>
    conditions.length === 0 ? 'false' : `(${conditions.join(' OR ')})`
  const leftOut = any([
    ...scope.defaultPaths.map((path) => `${column} = ${literal(path)}`),
    ...scope.defaultTrees.map(covers),
    ...scope.defaultPrefixes.map((prefix) => `starts_with(${column}, ${literal(prefix)})`),
  ])
  return [
    scope.include.length === 0 ? 'true' : any(scope.include.map(covers)),
    `NOT ${any(scope.exclude.map(covers))}`,
    `(${any(scope.exempt.map(covers))} OR NOT ${leftOut})`,
  ].join(' AND ')
}
