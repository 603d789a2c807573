import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql'

import type { Run } from '../../control/entities/run.js'
import type { Move } from '../../warehouse/differences.js'
import { Access } from '../access.js'
import type { Context } from '../context.js'
import { once } from '../lazy.js'
import { requireFinished } from '../report-query.js'
import { runView } from '../views.js'
import { RunDifference } from './run-difference.js'

@Resolver()
export class DifferencesResolver {
  @Access('viewer')
  @Query(() => RunDifference, {
    description:
      'How two finished runs differ. A principal is the same in both where its kind and its id are (else its username, name or display name).',
  })
  async runDifference(
    @Ctx() context: Context,
    @Arg('fromRunId', () => ID, { description: 'The earlier run.' }) fromRunId: string,
    @Arg('toRunId', () => ID, { description: 'The later run.' }) toRunId: string,
  ): Promise<RunDifference> {
    const { control, warehouse, signal } = context
    const [from, to] = [await control.runs.get(fromRunId), await control.runs.get(toRunId)]
    requireFinished(from)
    requireFinished(to)
    const mappings = async () => counted(await warehouse.moves('mappings', from.id, to.id, { signal }))
    const outcomes = async () => counted(await warehouse.moves('outcomes', from.id, to.id, { signal }))
    return {
      ...{ from: runView(context, from), to: runView(context, to) },
      mappings: once(async () => (hasMappings(from) && hasMappings(to) ? mappings() : null)),
      outcomes: once(outcomes),
    }
  }
}

const hasMappings = ({ summary }: Run): boolean => summary?.mappingsUnavailable == null

const counted = <S extends string>(moves: Move<S>[]) => {
  const sum = (fits: (move: Move) => boolean) =>
    moves.reduce((total, move) => total + (fits(move) ? move.count : 0), 0)
  const both = ({ from, to }: Move) => from !== null && to !== null
  return {
    added: sum(({ from }) => from === null),
    removed: sum(({ to }) => to === null),
    changed: sum((move) => both(move) && move.changed),
    same: sum((move) => both(move) && !move.changed),
    moves,
  }
}
