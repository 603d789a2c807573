import { NONE } from '../../principals/graph.js'

/** A flow network under construction: arcs come in pairs, an arc and its reverse. */
export class FlowNetwork {
  readonly from: number[] = []
  readonly to: number[] = []
  readonly capacity: number[] = []

  constructor(private nodes: number) {}

  node(): number {
    return this.nodes++
  }

  /** Returns the number of the arc; its reverse is that number + 1. */
  arc(from: number, to: number, capacity: number): number {
    this.from.push(from, to)
    this.to.push(to, from)
    this.capacity.push(capacity, 0)
    return this.to.length - 2
  }

  /** The arcs by the node they leave. */
  build(): BuiltNetwork {
    const { nodes, from, to } = this
    const offsets = new Int32Array(nodes + 1)
    for (const node of from) offsets[node + 1]!++
    for (let n = 0; n < nodes; n++) offsets[n + 1]! += offsets[n]!
    const next = offsets.slice()
    const arcs = new Int32Array(from.length)
    from.forEach((node, arc) => (arcs[next[node]!++] = arc))
    return { nodes, offsets, arcs, to: Int32Array.from(to) }
  }
}

export interface BuiltNetwork {
  readonly nodes: number
  readonly offsets: Int32Array
  readonly arcs: Int32Array
  readonly to: Int32Array
}

/** A greatest flow, and the nodes that can still reach the sink: the side of the smallest cut nearest to it. */
export interface Flow {
  readonly value: number
  readonly sinkSide: Uint8Array
}

/** Dinic's algorithm without recursion. @param capacity by arc; not changed. */
export const maxFlow = (
  { nodes, offsets, arcs, to }: BuiltNetwork,
  capacity: Float64Array,
  source: number,
  sink: number,
): Flow => {
  const left = capacity.slice()
  const level = new Int32Array(nodes)
  const queue = new Int32Array(nodes)
  const next = new Int32Array(nodes)
  const path = new Int32Array(nodes)

  const levels = (): boolean => {
    level.fill(NONE)
    level[source] = 0
    queue[0] = source
    for (let head = 0, tail = 1; head < tail; head++) {
      const node = queue[head]!
      for (let a = offsets[node]!; a < offsets[node + 1]!; a++) {
        const arc = arcs[a]!
        if (left[arc]! === 0 || level[to[arc]!] !== NONE) continue
        level[to[arc]!] = level[node]! + 1
        queue[tail++] = to[arc]!
      }
    }
    return level[sink] !== NONE
  }

  /** Pushes along one path of growing levels; 0 where there is none any more. */
  const push = (): number => {
    let depth = 0
    for (let node = source; node !== sink;) {
      let stepped = false
      for (; next[node]! < offsets[node + 1]!; next[node]!++) {
        const arc = arcs[next[node]!]!
        if (left[arc]! === 0 || level[to[arc]!] !== level[node]! + 1) continue
        path[depth++] = arc
        node = to[arc]!
        stepped = true
        break
      }
      if (stepped) continue
      if (depth === 0) return 0
      level[node] = NONE
      node = to[path[--depth]! ^ 1]!
    }
    let amount = Infinity
    for (let i = 0; i < depth; i++) amount = Math.min(amount, left[path[i]!]!)
    for (let i = 0; i < depth; i++) {
      left[path[i]!]! -= amount
      left[path[i]! ^ 1]! += amount
    }
    return amount
  }

  let value = 0
  while (levels()) {
    next.set(offsets.subarray(0, nodes))
    for (let amount = push(); amount > 0; amount = push()) value += amount
  }

  const sinkSide = new Uint8Array(nodes)
  sinkSide[sink] = 1
  queue[0] = sink
  for (let head = 0, tail = 1; head < tail; head++) {
    const node = queue[head]!
    for (let a = offsets[node]!; a < offsets[node + 1]!; a++) {
      const before = to[arcs[a]!]!
      if (left[arcs[a]! ^ 1]! === 0 || sinkSide[before] === 1) continue
      sinkSide[before] = 1
      queue[tail++] = before
    }
  }
  return { value, sinkSide }
}
