import {
  affectedItems,
  DECISIONS,
  groundOf,
  indexAffected,
  nearestPath,
  smallestCut,
  triggersOf,
  withGroupsAbove,
} from '@crosswalk/core'
import { cpuTime } from '../measured.js'
import type { BenchWorld } from './world.js'

const PAGE = 51

const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * part)] ?? Number.NaN

/** Milliseconds of CPU (95th percentile) of each kind of question, each asked of every one of `asked`, once before that. */
export const questionTimes = (world: BenchWorld, asked: readonly number[]): Record<string, number> => {
  const none = new Int32Array()
  const settings = { ruleset: 'aem-principals' as const, decisions: DECISIONS }
  const ground = groundOf({ ...world, settings })
  const index = indexAffected(world.graph, world.sets, world.items, {
    ...{ owner: none, createdBy: none, modifiedBy: none },
  })
  const questions: Record<string, (p: number) => unknown> = {
    triggers: (p) => triggersOf(ground, p, PAGE, null),
    cut: (p) => smallestCut(ground, p),
    nearest: (p) => nearestPath(ground, p),
    affected: (p) => affectedItems(index, withGroupsAbove(world.graph, p), PAGE, null, true),
  }
  const times = (ask: (p: number) => unknown): number[] =>
    asked.map((p) => {
      const since = cpuTime()
      ask(p)
      return cpuTime() - since
    })
  return Object.fromEntries(
    Object.entries(questions).map(([name, ask]) => {
      times(ask)
      return [name, percentile(times(ask), 0.95)]
    }),
  )
}
