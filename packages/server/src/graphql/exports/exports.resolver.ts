import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'

import { requireRole } from '../../access/caller.js'
import { WHOLE } from '../../exports/download-links.js'
import { Problem } from '../../problem.js'
import { Access } from '../access.js'
import { audited } from '../audited.js'
import type { Context } from '../context.js'
import { requireKey } from '../idempotency-key.js'
import { once } from '../lazy.js'
import { connection } from '../paging/connection.js'
import { idCursor, readIdCursor } from '../paging/id-cursor.js'
import { ForwardPageArgs, pageCost } from '../paging/page-args.js'
import { problemResult, stateProblemResult } from '../problems/problem-types.js'
import { exportView } from './export-view.js'
import { ExportConnection, ExportType } from './export.js'
import { DownloadInput, ExportIdInput, ExportInput, StartExportInput } from './inputs.js'
import {
  DeleteExportResult,
  DownloadLinkResult,
  EstimateExportResult,
  ExportResult,
  StartExportResult,
} from './results.js'

@Resolver()
export class ExportsResolver {
  @Access('exporter')
  @Query(() => ExportConnection, { description: 'Exports, newest first.', complexity: pageCost })
  async exports(
    @Ctx() context: Context,
    @Args(() => ForwardPageArgs) page: ForwardPageArgs,
  ): Promise<ExportConnection> {
    const { exports } = context.control
    const after = readIdCursor(page.after, 'exp')
    const { rows, more } = await exports.page({ limit: ForwardPageArgs.limit(page), after })
    const edges = rows.map((row) => ({ cursor: idCursor(row.id), node: exportView(context, row) }))
    const pageInfo = { hasNextPage: more, hasPreviousPage: after !== null }
    return connection(
      edges,
      pageInfo,
      once(() => exports.count()),
    )
  }

  @Access('exporter')
  @Query(() => ExportType, {
    nullable: true,
    description: 'One export; null where there is none of that id.',
  })
  async export(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Id of the export.' }) id: string,
  ): Promise<ExportType | null> {
    const found = await context.control.exports.find(id)
    return found === null ? null : exportView(context, found)
  }

  @Access('exporter')
  @Query(() => EstimateExportResult, { description: 'How large an export would be, before it is started.' })
  estimateExport(
    @Ctx() context: Context,
    @Arg('input', () => ExportInput, { description: 'What would be exported.' }) input: ExportInput,
  ): Promise<typeof EstimateExportResult> {
    const estimate = () => context.exports.estimate(input, context.signal)
    return estimate().catch(problemResult)
  }

  @Access('exporter')
  @Mutation(() => StartExportResult, { description: 'Starts an export.' })
  startExport(
    @Ctx() context: Context,
    @Arg('input', () => StartExportInput, { description: 'What to export.' }) input: StartExportInput,
  ): Promise<typeof StartExportResult> {
    const start = async (): Promise<ExportType> => {
      requireKey(input)
      const { name } = requireRole(context.caller, 'exporter')
      return exportView(context, await context.exports.start(input, name))
    }
    return audited(context, 'START_EXPORT', input.report, start).catch(problemResult)
  }

  @Access('exporter')
  @Mutation(() => ExportResult, {
    description: 'Resumes a stopped or failed export with the parts that are missing.',
  })
  resumeExport(
    @Ctx() context: Context,
    @Arg('input', () => ExportIdInput, { description: 'What to resume.' }) { exportId }: ExportIdInput,
  ): Promise<typeof ExportResult> {
    const resume = async () => exportView(context, await context.exports.resume(exportId))
    return audited(context, 'RESUME_EXPORT', exportId, resume).catch(stateProblemResult)
  }

  @Access('exporter')
  @Mutation(() => ExportResult, {
    description: 'Stops an export, keeping its complete parts; takes a queued one out of the queue.',
  })
  cancelExport(
    @Ctx() context: Context,
    @Arg('input', () => ExportIdInput, { description: 'What to stop.' }) { exportId }: ExportIdInput,
  ): Promise<typeof ExportResult> {
    const stop = async () => exportView(context, await context.exports.stop(exportId))
    return audited(context, 'STOP_EXPORT', exportId, stop).catch(stateProblemResult)
  }

  @Access('exporter')
  @Mutation(() => DeleteExportResult, {
    description: 'Deletes an export that is not under way, with its files.',
  })
  deleteExport(
    @Ctx() context: Context,
    @Arg('input', () => ExportIdInput, { description: 'What to delete.' }) { exportId }: ExportIdInput,
  ): Promise<typeof DeleteExportResult> {
    const remove = async () => {
      await context.exports.remove(exportId)
      return { exportId }
    }
    return audited(context, 'DELETE_EXPORT', exportId, remove).catch(stateProblemResult)
  }

  @Access('exporter')
  @Mutation(() => DownloadLinkResult, {
    description: 'A link to a file, for a program that cannot sign in; it ends after ten minutes.',
  })
  createDownloadLink(
    @Ctx() context: Context,
    @Arg('input', () => DownloadInput, { description: 'What to download.' }) input: DownloadInput,
  ): Promise<typeof DownloadLinkResult> {
    const { exportId, file } = input
    const sign = async () => {
      const { id: user } = requireRole(context.caller, 'exporter')
      await context.control.exports.get(exportId)
      if (file != null && !context.exports.partsOf(exportId).some((part) => part.file === file))
        throw new Problem('NOT_FOUND', `The export has no complete part ${file}.`)
      return context.exports.links.sign({ exportId, file: file ?? WHOLE, user })
    }
    return sign().catch(stateProblemResult)
  }
}
