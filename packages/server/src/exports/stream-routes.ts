import { AFFECTED_MODES, clauseOf, fileExtension, mediaType } from '@crosswalk/core'
import type { AffectedMode, ExportFormat, ExportReport } from '@crosswalk/core'
import { finished } from 'node:stream/promises'
import { join } from 'node:path'

import type { Request, Response } from 'express'

import { callerOf, requireRole } from '../access/caller.js'
import type { Config } from '../config.js'
import type { ControlStore } from '../control/control-store.js'
import type { AskedRuns } from '../graphql/reports/run-scope.js'
import { Problem } from '../problem.js'
import type { Route } from '../rest/route.js'
import type { Warehouse } from '../warehouse/warehouse.js'
import { openReportStream } from '../workers/report-stream.js'
import type { ReportStream } from '../workers/report-stream.js'
import { settingsOf, type ExportRequest } from './request.js'

/** Streams at once; each has a process, and two cores serve pages beside it. */
const AT_ONCE = 2
const RETRY_SECONDS = 10

const STREAMED = ['CSV', 'SAFE_CSV', 'JSONL'] as const satisfies readonly ExportFormat[]

const listOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String)

/** Without `affected_by`, of which the run follows, the runs that are named or the latest of every job. */
const runsOf = (affected: unknown, ids: readonly string[]): AskedRuns => {
  if (affected !== undefined && ids.length < 2) return { runId: ids[0] }
  const isLatest = ids.length === 0 || (ids.length === 1 && ids[0] === 'latest')
  return { scope: isLatest ? {} : { runIds: [...ids] } }
}

const affectedByOf = (
  id: string | undefined,
  mode: string = AFFECTED_MODES[0],
): ExportRequest['affectedBy'] => (id === undefined ? null : { id, mode: mode.toUpperCase() as AffectedMode })

/** `mappings.csv`, `items.safe.csv`, `findings.jsonl`. */
const fileOf = (file: string): { report: ExportReport; format: ExportFormat } => {
  const [report = '', ...rest] = file.split('.')
  const format = STREAMED.find((one) => fileExtension(one, 'NONE') === rest.join('.'))
  if (format === undefined)
    throw new Problem(
      'NOT_FOUND',
      'A report is streamed as .csv, .safe.csv or .jsonl; export it for other formats.',
    )
  return { report: report as ExportReport, format }
}

/** Sends the rows as they are written; anything but a whole report breaks the connection, never ends it. */
const send = async (response: Response, { stream, written }: ReportStream): Promise<void> => {
  try {
    stream.pipe(response, { end: false })
    await Promise.all([written, finished(stream, { writable: false })])
    response.end()
  } catch (error) {
    response.destroy()
    if (!(error instanceof Error && 'code' in error)) throw error
  }
}

/** Filtered reports without an export: for scripts, at the pace of whoever reads. */
export const streamRoutes = (
  control: ControlStore,
  warehouse: Pick<Warehouse, 'row'>,
  { data, memory, threads }: Pick<Config, 'data' | 'memory' | 'threads'>,
): Route[] => {
  let open = 0
  const serve = async (request: Request, response: Response): Promise<void> => {
    const { report, format } = fileOf(String(request.params['file']))
    const { run, f, sort, columns, affected_by: id, mode } = request.query
    const ids = listOf(run)
    const settings = await settingsOf(
      { control, warehouse },
      {
        ...{ report, format, ...runsOf(id, ids) },
        affectedBy: affectedByOf(listOf(id)[0], listOf(mode)[0]),
        ...{
          filter: listOf(f).map(clauseOf),
          sort: listOf(sort)[0],
          columns: listOf(columns).flatMap((one) => one.split(',')),
        },
      },
    )
    const { name: actor } = requireRole(callerOf(request), 'exporter')
    await control.audit.record({ actor, action: 'DOWNLOAD_REPORT', subject: report })
    response.attachment(`${report}.${fileExtension(format, 'NONE')}`)
    response.set('Content-Type', mediaType(format, 'NONE'))
    if (request.method === 'HEAD') {
      response.end()
      return
    }
    const spec = { ...settings, runsFolder: join(data, 'runs'), memory, threads }
    const opened = await openReportStream(spec, data)
    response.once('close', () => void opened.close())
    try {
      response.set('X-Crosswalk-Rows', String(opened.rows))
      await send(response, opened)
    } finally {
      await opened.close()
    }
  }
  return [
    {
      method: 'get',
      path: '/api/reports/:file',
      access: 'exporter',
      async handle(request, response) {
        if (open >= AT_ONCE) {
          response.set('Retry-After', String(RETRY_SECONDS))
          throw new Problem(
            'TOO_MANY_REQUESTS',
            `${AT_ONCE} reports are being streamed. Try again in ${RETRY_SECONDS} seconds, or start an export.`,
          )
        }
        open += 1
        try {
          await serve(request, response)
        } finally {
          open -= 1
        }
      },
    },
  ]
}
