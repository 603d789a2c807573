import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql'

import type { AffectedMode } from '../../warehouse/affected-items.js'
import { Access } from '../access.js'
import type { Context } from '../context.js'
import { AffectedModeEnum } from '../enums.js'
import { principalAt } from '../explain/row-at.js'
import { connection } from '../paging/connection.js'
import { pageCost, ReportPageArgs } from '../paging/page-args.js'
import { AffectedItemConnection } from './affected-item.js'

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
    @Arg('id', () => ID, { description: 'Id of the principal’s row, `map_…` or `out_…`.' }) id: string,
    @Arg('mode', () => AffectedModeEnum, {
      defaultValue: AffectedModeEnum.EFFECTIVE,
      description: 'Whose grants count.',
    })
    mode: AffectedMode,
    @Args(() => ReportPageArgs) args: ReportPageArgs,
  ): Promise<AffectedItemConnection> {
    const { runId, rowId } = await principalAt(context, id)
    const { signal, warehouse } = context
    const query = { ...ReportPageArgs.query(args), mode }
    const page = await warehouse.explanations.affectedItems(runId, rowId, query, { signal })
    const total = async () => {
      const row = await warehouse.row('outcomes', runId, rowId, { signal })
      return (mode === 'DIRECT' ? row?.itemsDirect : row?.itemsEffective) ?? 0
    }
    return connection(page.edges, page, total)
  }
}
