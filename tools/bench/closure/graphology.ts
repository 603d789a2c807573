import { DirectedGraph } from 'graphology'
import { Selected, type Closure } from '@crosswalk/core'
import { cpuTime } from '../measured.js'
import { hashOf } from './ours.js'
import type { PeerTime } from './postgres.js'
import type { BenchWorld } from './world.js'

/** graphology, walked as its documentation says. Building the graph does not count, as it does not with us. */
export const graphologyClosure = (world: BenchWorld, seeds: Int32Array): PeerTime => {
  const { graph } = world
  const directed = new DirectedGraph()
  for (let p = 0; p < graph.count; p++) directed.addNode(String(p))
  for (let e = 0; e < graph.member.length; e++)
    directed.addDirectedEdge(String(graph.member[e]), String(graph.group[e]))
  const bits = new Uint8Array(graph.count)
  const since = cpuTime()
  const walk = (
    bit: number,
    from: Iterable<number>,
    each: (key: string, visit: (key: string) => void) => void,
  ) => {
    const todo = [...from]
    for (let p = todo.pop(); p !== undefined; p = todo.pop())
      each(String(p), (key) => {
        const next = Number(key)
        if (bits[next]! & bit) return
        bits[next]! |= bit
        todo.push(next)
      })
  }
  for (const seed of seeds) bits[seed]! |= Selected.ON_CONTENT
  walk(Selected.ANCESTOR, seeds, (key, visit) => directed.forEachOutNeighbor(key, visit))
  walk(Selected.DESCENDANT, seeds, (key, visit) => directed.forEachInNeighbor(key, visit))
  const closure: Closure = { bits, up: new Int32Array(), down: new Int32Array() }
  return { milliseconds: cpuTime() - since, answer: hashOf(closure) }
}
