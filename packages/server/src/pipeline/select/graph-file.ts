import {
  buildGraph,
  decodeGraph,
  encodeGraph,
  type GrantSets,
  type ItemGrants,
  type ItemPeople,
  type PrincipalGraph,
} from '@crosswalk/core'
import { readFileSync, writeFileSync } from 'node:fs'
import { putInPlace, temporaryName } from '../files.js'

/** The name of the graph in a run folder. */
export const GRAPH_FILE = 'graph.bin'

/** What explaining a finished run needs. */
export interface RunGraph {
  readonly graph: PrincipalGraph
  readonly traits: Uint8Array
  readonly sets: GrantSets
  readonly items: ItemGrants
  /** Empty where the grant sets name the people of items too. */
  readonly people: ItemPeople
}

/** Writes `graph.bin`, as arrays that are used where they lie. */
export const writeGraphFile = (path: string, { graph, traits, sets, items, people }: RunGraph): void => {
  const temporary = temporaryName(path)
  const sizes = Int32Array.of(graph.sources, graph.count - graph.sources, graph.groupStart)
  writeFileSync(
    temporary,
    encodeGraph({
      sizes,
      member: graph.member,
      group: graph.group,
      traits,
      'sets.offsets': sets.offsets,
      'sets.principal': sets.principal,
      'sets.policy': sets.policy,
      'sets.allow': sets.allow,
      'items.set': items.set,
      'items.inScope': items.inScope,
      'items.pathRank': items.pathRank,
      'items.owner': people.owner,
      'items.createdBy': people.createdBy,
      'items.modifiedBy': people.modifiedBy,
    }),
  )
  putInPlace(temporary, path)
}

/** Reads `graph.bin` whole. @throws GraphFormatError, or the file system's errors. */
export const readGraphFile = (path: string): RunGraph => {
  const sections = decodeGraph(readFileSync(path))
  const ints = (name: string): Int32Array => sections[name] as Int32Array
  const bytes = (name: string): Uint8Array => sections[name] as Uint8Array
  const [sources = 0, unknown = 0, groupStart = 0] = ints('sizes')
  return {
    graph: buildGraph({ sources, unknown, groupStart, member: ints('member'), group: ints('group') }),
    traits: bytes('traits'),
    sets: {
      offsets: ints('sets.offsets'),
      principal: ints('sets.principal'),
      policy: bytes('sets.policy'),
      allow: bytes('sets.allow'),
    },
    items: { set: ints('items.set'), inScope: bytes('items.inScope'), pathRank: ints('items.pathRank') },
    people: {
      owner: ints('items.owner'),
      createdBy: ints('items.createdBy'),
      modifiedBy: ints('items.modifiedBy'),
    },
  }
}
