import { groundOf, type Ground, type Removal } from '../../src/selection/explain/index.js'
import type { SelectionSettings } from '../../src/selection/settings.js'
import { selectSlowly } from './oracle.js'
import { arraysOf, type Arrays, type World } from './world.js'

export type Settings = Pick<SelectionSettings, 'ruleset' | 'decisions'>

export const groundFor = (world: World, settings: Settings): { arrays: Arrays; ground: Ground } => {
  const arrays = arraysOf(world)
  return { arrays, ground: groundOf({ ...arrays, settings }) }
}

/** The names that the slow closure selects. */
export const selectedIn = (world: World, settings: Settings): Set<string> =>
  new Set(
    settings.ruleset === 'every-principal'
      ? [...world.accounts, ...world.groups]
      : selectSlowly(world, settings).because.keys(),
  )

/** The world after a removal: principals without any grant, memberships ended. */
export const without = (world: World, { ids }: Arrays, { seeds, memberships }: Removal): World => {
  const names = new Set(seeds.map((seed) => ids[seed]!))
  const ended = new Set(memberships.map(([m, g]) => `${ids[m]} ${ids[g]}`))
  return {
    ...world,
    sets: world.sets.map((set) => set.filter(({ principal }) => !names.has(principal))),
    memberships: world.memberships.filter(([m, g]) => !ended.has(`${m} ${g}`)),
  }
}
