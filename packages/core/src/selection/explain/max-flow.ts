import { NONE } from '../../principals/graph.js'

/**
 * A flow network that grows as it is looked at. Arcs come in pairs, an arc and, its number with the lowest bit
 * turned, its reverse. The arcs that leave a node are `first[node]`, `next[arc]` and so on up to `NONE`.
 */
export class FlowNetwork {
  readonly first: number[] = []
  readonly next: number[] = []
  readonly to: number[] = []
  readonly capacity: number[] = []

  node(): number {
    return this.first.push(NONE) - 1
  }

  /** Returns the number of the arc. */
  arc(from: number, to: number, capacity: number): number {
    const arc = this.half(from, to, capacity)
    this.half(to, from, 0)
    return arc
  }

  private half(from: number, to: number, capacity: number): number {
    const arc = this.to.push(to) - 1
    this.capacity.push(capacity)
    this.next.push(this.first[from]!)
    this.first[from] = arc
    return arc
  }
}

/** A greatest flow, and whether a node can still reach the sink: the side of the smallest cut nearest to it. */
export interface Flow {
  readonly value: number
  readonly reachesSink: (node: number) => boolean
}

/**
 * Dinic's algorithm without recursion, level by level back from the sink until the source is met, so that of the
 * network only that is looked at which lies between the sink and its smallest cut, or its nearest sources.
 * @param expand adds the arcs into a node, called for each before they are looked at.
 */
export const maxFlow = (
  { first, next, to, capacity }: FlowNetwork,
  source: number,
  sink: number,
  expand: (node: number) => void,
): Flow => {
  const left = capacity.slice()
  const level: number[] = []
  let reached: number[] = []

  /** Numbers the nodes by their distance to the sink; whether the source is among them. */
  const levels = (): boolean => {
    for (const node of reached) level[node] = NONE
    level[sink] = 0
    reached = [sink]
    for (let head = 0; head < reached.length; head++) {
      const node = reached[head]!
      expand(node)
      for (let a = left.length; a < capacity.length; a++) left.push(capacity[a]!)
      for (let arc = first[node]!; arc !== NONE; arc = next[arc]!) {
        const before = to[arc]!
        if (left[arc ^ 1]! === 0 || (level[before] ?? NONE) !== NONE) continue
        level[before] = level[node]! + 1
        if (before === source) return true
        reached.push(before)
      }
    }
    return false
  }

  const at: number[] = []
  const path: number[] = []
  /** Pushes along one path of falling levels; 0 where there is none any more. */
  const push = (): number => {
    path.length = 0
    for (let node = source; node !== sink;) {
      let arc = at[node]!
      while (arc !== NONE && !(left[arc]! > 0 && level[to[arc]!] === level[node]! - 1)) arc = next[arc]!
      at[node] = arc
      if (arc !== NONE) {
        path.push(arc)
        node = to[arc]!
        continue
      }
      const back = path.pop()
      if (back === undefined) return 0
      level[node] = NONE
      node = to[back ^ 1]!
    }
    const amount = path.reduce((least, arc) => Math.min(least, left[arc]!), Infinity)
    for (const arc of path) {
      left[arc]! -= amount
      left[arc ^ 1]! += amount
    }
    return amount
  }

  let value = 0
  while (levels()) {
    reached.push(source)
    for (const node of reached) at[node] = first[node]!
    for (let amount = push(); amount > 0; amount = push()) value += amount
  }
  return { value, reachesSink: (node) => (level[node] ?? NONE) !== NONE }
}
