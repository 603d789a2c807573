import { FREE, Selected, type Closure } from './closure.js'

/** One step of a membership path. */
export interface PathStep {
  readonly principal: number
  /** How this principal came from the one before it: as a group it is in, or as one of its members. */
  readonly as: 'ON_CONTENT' | 'GROUP' | 'MEMBER'
}

/**
 * A shortest membership path from a principal on the content to `p`, the former first; empty where `p` was not
 * selected by content. Where `p` came both ways, the way up is taken.
 */
export const pathTo = (closure: Closure, p: number): PathStep[] => {
  const { bits, up, down } = closure
  if (bits[p]! & Selected.ON_CONTENT) return [{ principal: p, as: 'ON_CONTENT' }]
  if ((bits[p]! & (Selected.ANCESTOR | Selected.DESCENDANT)) === 0) return []
  const path: PathStep[] = []
  let climbing = (bits[p]! & Selected.ANCESTOR) !== 0
  for (let at = p; ;) {
    const from = (climbing ? up : down)[at]!
    if (from === FREE) {
      path.push({ principal: at, as: 'ON_CONTENT' })
      return path.reverse()
    }
    path.push({ principal: at, as: climbing ? 'GROUP' : 'MEMBER' })
    if (from < 0) climbing = !climbing
    at = from < 0 ? ~from : from
  }
}
