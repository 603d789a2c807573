import {
  affectedItems,
  affectedItemsAt,
  broughtByGrant,
  broughtByMembership,
  nearestPath,
  smallestCut,
  triggersOf,
  withGroupsAbove,
  type Brought,
  type PrincipalGraph,
} from '@crosswalk/core'
import { Problem } from '../problem.js'
import type { LoadedGraph } from './loaded-graph.js'
import type { AnswerTo, BroughtSlice, ExplainRequest, WhoseItems } from './requests.js'

type Answering = {
  readonly [W in ExplainRequest['what']]: (
    loaded: LoadedGraph,
    request: Extract<ExplainRequest, { what: W }>,
  ) => AnswerTo<Extract<ExplainRequest, { what: W }>>
}

const ANSWERING: Answering = {
  triggers: ({ ground }, { principal, size, after }) => triggersOf(ground, principal, size, after),
  cut: ({ ground }, { principal }) => smallestCut(ground, principal),
  nearest: ({ ground }, { principal }) => nearestPath(ground, principal),
  grant: ({ ground }, { item, policy, principal, ...slice }) =>
    sliceOf(broughtByGrant(ground, item, policy, principal), slice),
  membership: ({ ground }, { member, group, ...slice }) =>
    sliceOf(broughtByMembership(ground, member, group), slice),
  whose: ({ graph }, whose) => whoseGrants(graph, whose),
  affected: ({ graph, affected }, { size, from, forward, ...whose }) => {
    const principals = whoseGrants(graph, whose)
    return { items: affectedItems(affected, principals, size, from, forward), principals }
  },
  affectedAt: ({ graph, affected }, { size, from, ...whose }) => {
    const principals = whoseGrants(graph, whose)
    return { items: affectedItemsAt(affected, principals, from, size), principals }
  },
}

const whoseGrants = (graph: PrincipalGraph, { principal, effective }: WhoseItems): Int32Array =>
  effective ? withGroupsAbove(graph, principal) : Int32Array.of(principal)

const sliceOf = (all: Brought | null, { size, from }: { size: number; from: number }): BroughtSlice | null =>
  all && {
    principals: all.principals.slice(from, from + size),
    distance: all.distance.slice(from, from + size),
    alone: all.alone.slice(from, from + size),
    total: all.principals.length,
    totalAlone: all.alone.reduce((sum, alone) => sum + alone, 0),
  }

/** @throws Problem `NOT_FOUND` for a principal or item that the run does not have. */
export const answer = <R extends ExplainRequest>(loaded: LoadedGraph, request: R): AnswerTo<R> => {
  const principals = 'member' in request ? [request.member, request.group] : [request.principal]
  if (principals.some((p) => p >= loaded.graph.count))
    throw new Problem('NOT_FOUND', 'The run has no such principal.')
  if ('item' in request && request.item >= loaded.itemCount)
    throw new Problem('NOT_FOUND', 'The run has no such item.')
  const answering = ANSWERING[request.what] as unknown as (loaded: LoadedGraph, request: R) => AnswerTo<R>
  return answering(loaded, request)
}
