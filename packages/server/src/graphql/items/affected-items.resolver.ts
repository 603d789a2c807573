import { GraphQLSafeInt } from 'graphql-scalars'
import { Arg, Args, ArgsType, Ctx, Field, ID, Int, Query, Resolver } from 'type-graphql'

import type { AffectedMode } from '@crosswalk/core'
import type { AffectedItem } from '../../warehouse/affected-items.js'
import type { Page } from '../../warehouse/page.js'
import { Access } from '../access.js'
import type { Context } from '../context.js'
import { AffectedModeEnum } from '../enums.js'
import { principalAt } from '../explain/row-at.js'
import { connection } from '../paging/connection.js'
import { DEFAULT_PAGE, pageCost, ReportPageArgs, requireSize } from '../paging/page-args.js'
import { AffectedItemConnection } from './affected-item.js'

@ArgsType()
class PlaceArgs {
  @Field(() => GraphQLSafeInt, { description: 'Place of the first item among all, from 0.' })
  at: number
  @Field(() => Int, { defaultValue: DEFAULT_PAGE, description: 'Items of the window, at most 200.' })
  limit: number
}

const ROW = { description: 'Id of the principal’s row, `map_…` or `out_…`.' } as const
const MODE = { defaultValue: AffectedModeEnum.EFFECTIVE, description: 'Whose grants count.' } as const

@Resolver()
export class AffectedItemsResolver {
  @Access('viewer')
  @Query(() => AffectedItemConnection, {
    description:
      'The items that have a grant for a principal; in all as many as its `itemsDirect` or `itemsEffective`.',
    complexity: pageCost,
  })
  async affectedItems(
    @Ctx() context: Context,
    @Arg('id', () => ID, ROW) id: string,
    @Arg('mode', () => AffectedModeEnum, MODE) mode: AffectedMode,
    @Args(() => ReportPageArgs) args: ReportPageArgs,
  ): Promise<AffectedItemConnection> {
    const { runId, rowId } = await principalAt(context, id)
    const { signal, warehouse } = context
    const query = { ...ReportPageArgs.query(args), mode }
    const page = await warehouse.explanations.affectedItems(runId, rowId, query, { signal })
    return shown(context, { runId, rowId, mode }, page)
  }

  @Access('viewer')
  @Query(() => AffectedItemConnection, {
    description: 'The same items from any place on.',
    complexity: pageCost,
  })
  async affectedItemsWindow(
    @Ctx() context: Context,
    @Arg('id', () => ID, ROW) id: string,
    @Arg('mode', () => AffectedModeEnum, MODE) mode: AffectedMode,
    @Args(() => PlaceArgs) { at, limit }: PlaceArgs,
  ): Promise<AffectedItemConnection> {
    const { runId, rowId } = await principalAt(context, id)
    const { signal, warehouse } = context
    const window = { mode, at, limit: requireSize(limit) }
    const page = await warehouse.explanations.affectedItemsAt(runId, rowId, window, { signal })
    return shown(context, { runId, rowId, mode }, page)
  }
}

interface Whose {
  runId: string
  rowId: number
  mode: AffectedMode
}

const shown = (
  { warehouse, signal }: Context,
  { runId, rowId, mode }: Whose,
  page: Page<AffectedItem>,
): AffectedItemConnection =>
  connection(page.edges, page, async () => {
    const row = await warehouse.row('outcomes', runId, rowId, { signal })
    return (mode === 'DIRECT' ? row?.itemsDirect : row?.itemsEffective) ?? 0
  })
