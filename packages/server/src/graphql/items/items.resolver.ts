import type { FilterOp } from '@crosswalk/core'
import { Arg, Args, Ctx, Field, ID, InputType, Query, Resolver } from 'type-graphql'

import { filterOf } from '../../warehouse/filter-input.js'
import { Access } from '../access.js'
import type { Context } from '../context.js'
import { FilterOpEnum, ItemFieldEnum } from '../enums.js'
import { pageCost } from '../paging/page-args.js'
import { findRow } from '../reports/find-row.js'
import { plainRow, readPage, readWindow, reportConnection } from '../reports/read-report.js'
import { requireAllFinished, resolveScope, type ResolvedScope } from '../reports/resolve-scope.js'
import { ReportArgs, WindowArgs } from '../reports/run-scope.js'
import { ItemConnection, ItemType } from './item.js'

@InputType({ description: 'A condition. Clauses are joined by AND, the values of one clause by OR.' })
export class ItemFilterClause {
  @Field(() => ItemFieldEnum, { description: 'What is compared.' })
  field: keyof typeof ItemFieldEnum
  @Field(() => FilterOpEnum, { description: 'How it is compared.' })
  op: FilterOp
  @Field(() => [String], { description: 'What it is compared with; names of enum values in either case.' })
  values: string[]
}

type Clauses = ItemFilterClause[] | null | undefined

const FILTER = { nullable: true, description: 'Only rows that meet all of these.' } as const

@Resolver()
export class ItemsResolver {
  @Access('viewer')
  @Query(() => ItemConnection, {
    description: 'The items of finished runs, page by page.',
    complexity: pageCost,
  })
  async items(
    @Ctx() context: Context,
    @Args(() => ReportArgs) args: ReportArgs,
    @Arg('filter', () => [ItemFilterClause], FILTER) clauses?: Clauses,
  ): Promise<ItemConnection> {
    const query = queryOf(await resolveScope(context, args, args.after ?? args.before), clauses)
    return reportConnection(context, query, await readPage(context, query, args), plainRow)
  }

  @Access('viewer')
  @Query(() => ItemConnection, {
    description: 'The same rows from any place of the filtered result on.',
    complexity: pageCost,
  })
  async itemsWindow(
    @Ctx() context: Context,
    @Args(() => WindowArgs) args: WindowArgs,
    @Arg('filter', () => [ItemFilterClause], FILTER) clauses?: Clauses,
  ): Promise<ItemConnection> {
    const query = queryOf(await resolveScope(context, args), clauses)
    return reportConnection(context, query, await readWindow(context, query, args), plainRow)
  }

  @Access('viewer')
  @Query(() => ItemType, {
    nullable: true,
    description: 'One piece of content; null where there is none of that id.',
  })
  async item(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Id of the row, `itm_…`.' }) id: string,
  ): Promise<ItemType | null> {
    const found = await findRow(context, 'items', id)
    return found && plainRow(found.row, found.origin)
  }
}

const queryOf = (scope: ResolvedScope, clauses: Clauses) => ({
  report: 'items' as const,
  scope: requireAllFinished(scope),
  filter: filterOf('items', clauses ?? []),
  sort: undefined,
})
