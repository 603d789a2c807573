import { encodeGraph, type GrantSets, type ItemGrants, type PrincipalGraph } from '@crosswalk/core'
import { writeFileSync } from 'node:fs'
import { putInPlace, temporaryName } from '../files.js'

/** Writes `graph.bin`: what explaining a finished run needs, as arrays that are used where they lie. */
export const writeGraphFile = (
  path: string,
  graph: PrincipalGraph,
  sets: GrantSets,
  items: ItemGrants,
  traits: Uint8Array,
): void => {
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
    }),
  )
  putInPlace(temporary, path)
}
