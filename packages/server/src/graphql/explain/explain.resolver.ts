import type { Policy } from '@crosswalk/core'
import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql'

import type { BroughtPage } from '../../warehouse/explanations.js'
import { Access } from '../access.js'
import type { Context } from '../context.js'
import { PolicyEnum } from '../enums.js'
import { connection } from '../paging/connection.js'
import { ForwardPageArgs, pageCost } from '../paging/page-args.js'
import { outcomeView } from '../principals/outcome-view.js'
import type { RowOrigin } from '../reports/report-row.js'
import { BroughtConnection } from './brought.js'
import { principalAt, requireSameRun, rowAt } from './row-at.js'
import { TriggerConnection } from './trigger.js'

const nextQuery = (args: ForwardPageArgs) => ({
  first: ForwardPageArgs.limit(args),
  ...(args.after == null ? {} : { after: args.after }),
})

@Resolver()
export class ExplainResolver {
  @Access('viewer')
  @Query(() => TriggerConnection, {
    description: 'All grants that select a principal, each with the path from there to it.',
    complexity: pageCost,
  })
  async triggers(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Id of the principal’s row, `out_…` or `map_…`.' }) id: string,
    @Args(() => ForwardPageArgs) args: ForwardPageArgs,
  ): Promise<TriggerConnection> {
    const { runId, rowId } = await principalAt(context, id)
    const { signal, warehouse } = context
    const page = await warehouse.explanations.triggers(runId, rowId, nextQuery(args), { signal })
    return connection(page.edges, page, async () => page.total)
  }

  @Access('viewer')
  @Query(() => BroughtConnection, {
    description: 'The principals that one grant on an item selects.',
    complexity: pageCost,
  })
  async broughtByGrant(
    @Ctx() context: Context,
    @Arg('item', () => ID, { description: 'Id of the item, `itm_…`.' }) itemId: string,
    @Arg('policy', () => PolicyEnum, { description: 'The kind of grant.' }) policy: Policy,
    @Arg('principal', () => ID, { description: 'Id of the row of the principal that the policy names.' })
    principalId: string,
    @Args(() => ForwardPageArgs) args: ForwardPageArgs,
  ): Promise<BroughtConnection> {
    const item = await rowAt(context, itemId, 'items')
    const principal = await principalAt(context, principalId)
    requireSameRun(item, principal)
    const grant = { item: item.rowId, policy, principal: principal.rowId }
    const { signal, warehouse } = context
    const page = await warehouse.explanations.broughtByGrant(item.runId, grant, nextQuery(args), { signal })
    return broughtConnection(context, item.origin, page)
  }

  @Access('viewer')
  @Query(() => BroughtConnection, {
    description: 'The principals that come by way of one direct membership.',
    complexity: pageCost,
  })
  async broughtByMembership(
    @Ctx() context: Context,
    @Arg('member', () => ID, { description: 'Id of the member’s row.' }) memberId: string,
    @Arg('group', () => ID, { description: 'Id of the group’s row.' }) groupId: string,
    @Args(() => ForwardPageArgs) args: ForwardPageArgs,
  ): Promise<BroughtConnection> {
    const member = await principalAt(context, memberId)
    const group = await principalAt(context, groupId)
    requireSameRun(member, group)
    const membership = { member: member.rowId, group: group.rowId }
    const { signal, warehouse } = context
    const page = await warehouse.explanations.broughtByMembership(
      ...([member.runId, membership, nextQuery(args), { signal }] as const),
    )
    return broughtConnection(context, member.origin, page)
  }
}

const broughtConnection = (context: Context, origin: RowOrigin, page: BroughtPage): BroughtConnection => ({
  ...connection(
    page.edges.map(({ cursor, node }) => ({
      cursor,
      node: { ...node, outcome: outcomeView(context, node.outcome, origin) },
    })),
    page,
    async () => page.total,
  ),
  onlyByThisCount: page.totalOnlyByThis,
})
