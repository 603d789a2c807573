import { close, DECISIONS, rulesetOf, scopedSets, seedsOf, wallsOf, type Closure } from '@crosswalk/core'
import type { BenchWorld } from './world.js'

const ruleset = rulesetOf('aem-principals')

/** The closure with its shortest-path parents, from the grants on. */
export const closeWorld = ({ graph, sets, items, traits }: BenchWorld): Closure => {
  const seeds = seedsOf(graph.count, sets, scopedSets(items, sets.offsets.length - 1), DECISIONS)
  return close(graph, seeds.order, traits, ruleset.spread(DECISIONS), wallsOf(DECISIONS))
}

/** One sequential pass over every array that the closure reads: what no closure can beat. */
export const onePass = ({ graph, sets, items }: BenchWorld): number => {
  let sum = 0
  const arrays = [
    ...[graph.member, graph.group, sets.offsets, sets.principal],
    ...[sets.policy, sets.allow, items.set, items.inScope, items.pathRank],
  ]
  for (const array of arrays) for (let i = 0; i < array.length; i++) sum = (sum + array[i]!) | 0
  return sum
}

const MODULUS = 4_294_967_296
const FACTOR = 2_654_435_761

/** One number for the bits of all principals; swapping two principals' bits changes it. */
export const hashOf = ({ bits }: Closure): string => {
  let sum = 0
  for (let p = 0; p < bits.length; p++) {
    const place = Math.imul(p + 1, FACTOR) >>> 0
    sum = (sum + (Math.imul(place, bits[p]!) >>> 0)) % MODULUS
  }
  return sum.toString(16)
}

/** The same over a relation of `principal` and `bits`. */
export const hashSql = (relation: string): string => `
  SELECT lower(to_hex((sum(((principal + 1)::UBIGINT * ${FACTOR} % ${MODULUS}) * bits % ${MODULUS})
    % ${MODULUS})::UBIGINT)) AS answer FROM ${relation}`
