import { keyOf } from '../principals/keys.js'
import type { DirectoryPrincipal } from '../principals/keys.js'
import type { Exclusion } from './plan.js'

const symbolPattern = (symbol: string): string =>
  symbol === '*' ? '[^]*' : symbol === '?' ? '[^]' : symbol.replace(/[\\^$.|+()[\]{}/]/u, '\\$&')

const patterns = new WeakMap<Exclusion, RegExp>()
const patternOf = (exclusion: Exclusion): RegExp => {
  const known = patterns.get(exclusion)
  if (known !== undefined) return known
  const made = new RegExp(`^${[...(exclusion.matches ?? '')].map(symbolPattern).join('')}$`, 'u')
  patterns.set(exclusion, made)
  return made
}

const fits = (exclusion: Exclusion, principal: DirectoryPrincipal): boolean => {
  if (exclusion.kind !== null && exclusion.kind !== principal.kind) return false
  const key = keyOf(exclusion.field, principal[exclusion.field])
  if (key === null) return false
  return exclusion.equals !== null ? key === exclusion.equals : patternOf(exclusion).test(key)
}

/** The first exclusion that keeps the principal out of mapping. */
export const exclusionOf = (
  exclusions: readonly Exclusion[],
  principal: DirectoryPrincipal,
): Exclusion | undefined => exclusions.find((exclusion) => fits(exclusion, principal))
