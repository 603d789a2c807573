import type { ReportDifference } from '@crosswalk/core'
import { GraphQLSafeInt } from 'graphql-scalars'
import { Arg, Args, Ctx, ID, Int, Query, Resolver } from 'type-graphql'

import { Problem } from '../../problem.js'
import type { ValidationQuestion } from '../../validation/validation-service.js'
import type { DifferencesQuery } from '../../warehouse/validation-rows.js'
import { Access } from '../access.js'
import type { Context } from '../context.js'
import { ReportDifferenceEnum } from '../enums.js'
import { connection } from '../paging/connection.js'
import { DEFAULT_PAGE, ForwardPageArgs, pageCost, requireSize } from '../paging/page-args.js'
import { requireFinished } from '../report-query.js'
import { ReportColumnInput, ValidationArgs } from './inputs.js'
import { DifferingRowConnection, ReportColumnType, ValidationType } from './validation.js'

/** Reading a report costs as much as the largest page. */
const VALIDATION_COST = 1000

const DIFFERENCES = { nullable: true, description: 'Only rows that differ in one of these ways.' } as const

@Resolver()
export class ValidationResolver {
  @Access('operator')
  @Query(() => [ReportColumnType], {
    description: 'The columns of a report made elsewhere, as its header has them, and what each is read as.',
    complexity: VALIDATION_COST,
  })
  async reportColumns(
    @Ctx() { validations, signal }: Context,
    @Arg('uploadId', () => ID, { description: 'An upload of kind `report`.' }) uploadId: string,
    @Arg('columns', () => [ReportColumnInput], {
      nullable: true,
      description: 'What its columns are, where their names do not say.',
    })
    columns?: ReportColumnInput[] | null,
  ): Promise<ReportColumnType[]> {
    return validations.columns(uploadId, columns ?? [], signal)
  }

  @Access('operator')
  @Query(() => ValidationType, {
    description: 'Compares a principal migration report made elsewhere with what a finished run worked out.',
    complexity: VALIDATION_COST,
  })
  async validation(
    @Ctx() context: Context,
    @Args(() => ValidationArgs) args: ValidationArgs,
  ): Promise<ValidationType> {
    const { counts, ...found } = await context.validations.validate(
      await questionOf(context, args),
      context.signal,
    )
    const differences = Object.entries(counts) as [ReportDifference, number][]
    return { ...found, counts: differences.map(([difference, count]) => ({ difference, count })) }
  }

  @Access('operator')
  @Query(() => DifferingRowConnection, {
    description: 'The rows in which a report made elsewhere differs from a run, page by page.',
    complexity: pageCost,
  })
  async differingRows(
    @Ctx() context: Context,
    @Args(() => ValidationArgs) args: ValidationArgs,
    @Args(() => ForwardPageArgs) page: ForwardPageArgs,
    @Arg('differences', () => [ReportDifferenceEnum], DIFFERENCES) differences?: ReportDifference[] | null,
  ): Promise<DifferingRowConnection> {
    const query = { after: page.after ?? null, limit: ForwardPageArgs.limit(page) }
    return rowsOf(context, args, { ...query, differences: differences ?? null })
  }

  @Access('operator')
  @Query(() => DifferingRowConnection, {
    description: 'The same rows from any place on.',
    complexity: pageCost,
  })
  async differingRowsWindow(
    @Ctx() context: Context,
    @Args(() => ValidationArgs) args: ValidationArgs,
    @Arg('at', () => GraphQLSafeInt, { description: 'Place of the first row among all, from 0.' }) at: number,
    @Arg('limit', () => Int, { defaultValue: DEFAULT_PAGE, description: 'Rows of the window, at most 200.' })
    limit: number,
    @Arg('differences', () => [ReportDifferenceEnum], DIFFERENCES) differences?: ReportDifference[] | null,
  ): Promise<DifferingRowConnection> {
    if (at < 0) throw new Problem('BAD_REQUEST', 'The place must be 0 or more.')
    return rowsOf(context, args, { at, limit: requireSize(limit), differences: differences ?? null })
  }
}

const questionOf = async (
  { control }: Context,
  { runId, uploadId, columns }: ValidationArgs,
): Promise<ValidationQuestion> => {
  requireFinished(await control.runs.get(runId))
  return { runId, uploadId, columns: (columns ?? []).map(({ column, field }) => ({ column, field })) }
}

const rowsOf = async (
  context: Context,
  args: ValidationArgs,
  query: DifferencesQuery,
): Promise<DifferingRowConnection> => {
  const question = await questionOf(context, args)
  const page = await context.validations.rows(question, query, context.signal)
  const edges = page.edges.map(({ cursor, node: { row_id, ...row } }) => ({
    cursor,
    node: { ...row, id: String(row_id) },
  }))
  return connection(edges, page, async () => page.total)
}
