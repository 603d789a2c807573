import { csvLine } from '@crosswalk/core'
import type { Request, Response } from 'express'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import { callerOf } from '../../access/caller.js'
import { charge } from '../../access/charge.js'
import { originOf } from '../../access/site.js'
import { clientGone } from '../../graphql/client-gone.js'
import { requireAllFinished, type ResolvedScope } from '../../graphql/reports/resolve-scope.js'
import { Problem } from '../../problem.js'
import type { PermissionRow } from '../../warehouse/permissions.js'
import type { Route } from '../route.js'
import { addressOf, envelope } from './envelope.js'
import { DEFAULT_ROWS, listParameters, MAX_ROWS, parameterKinds, readParameters } from './parameters.js'
import { PERMISSION_COLUMNS, permissionJson, permissionLine } from './permission-row.js'
import { pinnedRuns } from './pinned-runs.js'
import type { TransferServices } from './security-map-routes.js'

const COST = 10
const { job, as_of, runs, include } = listParameters
const csvParameters = {
  ...{ job, as_of, runs, include },
  /** From 1. */
  page: parameterKinds
    .whole('is a page, counted from 1')
    .refine((page) => page >= 1)
    .optional(),
  limit: parameterKinds.whole('is a number of rows').optional(),
}
const PATH = '/v1/transfers/permissions'

/** Every grant of the content moved: in the envelope, page by page, or as CSV, whole or page by page. */
export function permissionsRoutes({ control, warehouse, allowances, site }: TransferServices): Route[] {
  const windowOf = async (scope: ResolvedScope, at: number, limit: number, signal: AbortSignal) => {
    const rows: PermissionRow[] = []
    let before = 0
    for (const { id } of scope.runs) {
      const count = await warehouse.permissionCount(id, { signal })
      const from = Math.max(0, at - before)
      if (from < count && rows.length < limit)
        rows.push(...(await warehouse.permissions(id, from, limit - rows.length, { signal })))
      before += count
    }
    return { rows, total: before }
  }

  const csvOf = async function* (
    scope: ResolvedScope,
    { from, to }: { from: number; to: number },
    signal: AbortSignal,
  ): AsyncGenerator<string> {
    yield csvLine(PERMISSION_COLUMNS)
    const { nameOf } = jobsOf(scope)
    for (let at = from; at < to; at += MAX_ROWS) {
      const { rows } = await windowOf(scope, at, Math.min(MAX_ROWS, to - at), signal)
      if (rows.length === 0) return
      yield rows.map((row) => permissionLine(row, nameOf(row))).join('')
    }
  }

  return [
    {
      method: 'get',
      path: PATH,
      access: 'viewer',
      async handle(request: Request, response: Response) {
        const asked = readParameters(request, listParameters)
        charge(allowances, callerOf(request), asked.limit * COST)
        const { scope, pin } = await pinnedRuns(control, asked)
        const { offset, limit } = asked
        const found = await windowOf(requireAllFinished(scope), offset, limit, clientGone(response))
        const { idOf } = jobsOf(scope)
        const page = { rows: found.rows.map((row) => permissionJson(row, idOf(row))), total: found.total }
        const origin = originOf(request, site)
        const href = addressOf(request, origin, { ...pin, offset: null, limit: null }, `${PATH}.csv`)
        response.json({ ...envelope(request, origin, { ...page, offset, limit }, pin), href })
      },
    },
    /** Counted before the first byte: what refuses then is still an answer, and not a file cut short. */
    {
      method: 'get',
      path: `${PATH}.csv`,
      access: 'exporter',
      async handle(request, response) {
        const { page, limit, ...asked } = readParameters(request, csvParameters)
        if (limit !== undefined && page === undefined)
          throw new Problem('BAD_REQUEST', 'limit goes with page; without both, all rows are given.')
        const { scope } = await pinnedRuns(control, asked)
        requireAllFinished(scope)
        const size = limit ?? DEFAULT_ROWS
        const range =
          page === undefined ? { from: 0, to: Infinity } : { from: (page - 1) * size, to: page * size }
        const signal = clientGone(response)
        await windowOf(scope, 0, 0, signal)
        response.set('Content-Type', 'text/csv; charset=utf-8')
        response.attachment('permissions.csv')
        await pipeline(Readable.from(csvOf(scope, range, signal)), response)
      },
    },
  ]
}

const jobsOf = ({ runs: all, jobs }: ResolvedScope) => {
  const jobIds = new Map(all.map(({ id, jobId }) => [id, jobId]))
  const idOf = ({ runId }: PermissionRow): string => jobIds.get(runId) ?? ''
  return { idOf, nameOf: (row: PermissionRow): string => jobs.get(idOf(row))?.name ?? '' }
}
