import { buildGraph, decodeGraph, encodeGraph } from '@crosswalk/core'
import type { BenchWorld } from './world.js'

/** A world as one file, so that a process of its own can hold it without having made it. */
export const packWorld = ({ graph, sets, items, traits }: BenchWorld): Uint8Array =>
  encodeGraph({
    sizes: Int32Array.of(graph.sources, graph.groupStart),
    ...{ member: graph.member, group: graph.group, traits },
    ...{ 'sets.offsets': sets.offsets, 'sets.principal': sets.principal },
    ...{ 'sets.policy': sets.policy, 'sets.allow': sets.allow },
    ...{ 'items.set': items.set, 'items.inScope': items.inScope, 'items.pathRank': items.pathRank },
  })

/** The arrays lie in `bytes` itself. */
export const unpackWorld = (bytes: Uint8Array): BenchWorld => {
  const sections = decodeGraph(bytes)
  const ints = (name: string): Int32Array => sections[name] as Int32Array
  const small = (name: string): Uint8Array => sections[name] as Uint8Array
  const [sources = 0, groupStart = 0] = ints('sizes')
  return {
    graph: buildGraph({ sources, unknown: 0, groupStart, member: ints('member'), group: ints('group') }),
    traits: small('traits'),
    sets: {
      ...{ offsets: ints('sets.offsets'), principal: ints('sets.principal') },
      ...{ policy: small('sets.policy'), allow: small('sets.allow') },
    },
    items: { set: ints('items.set'), inScope: small('items.inScope'), pathRank: ints('items.pathRank') },
  }
}
