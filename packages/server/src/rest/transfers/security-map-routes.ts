import type { Request, Response } from 'express'

import type { Allowances } from '../../access/allowances.js'
import { callerOf } from '../../access/caller.js'
import { charge } from '../../access/charge.js'
import { originOf } from '../../access/site.js'
import type { Config } from '../../config.js'
import type { ControlStore } from '../../control/control-store.js'
import { jobIdOf } from '../../control/hex-id.js'
import { clientGone } from '../../graphql/client-gone.js'
import { withMappings } from '../../graphql/mappings/unavailable.js'
import type { Warehouse } from '../../ports.js'
import { Problem } from '../../problem.js'
import type { Route } from '../route.js'
import { envelope } from './envelope.js'
import { readParameters } from './parameters.js'
import { pinnedRuns } from './pinned-runs.js'
import { securityMapFilter, securityMapParameters } from './security-map-query.js'
import { securityMapRow } from './security-map-row.js'

export interface TransferServices {
  readonly control: ControlStore
  readonly warehouse: Warehouse
  readonly allowances: Allowances
  readonly site: Pick<Config, 'host' | 'publicUrl'>
}

/** The user mappings report as the vendor's clients ask for it: of one job, or across jobs. */
export function securityMapRoutes(services: TransferServices): Route[] {
  const { control, warehouse, allowances, site } = services

  const answer = async (request: Request, response: Response, ofJob?: string): Promise<void> => {
    const asked = readParameters(request, securityMapParameters)
    if (ofJob !== undefined && asked.job !== undefined)
      throw new Problem('BAD_REQUEST', 'The path names the job; leave job out.')
    charge(allowances, callerOf(request), asked.limit * asked.fields.length)
    const jobs = ofJob === undefined ? asked.job : [jobIdOf(ofJob)]
    const { scope: all, pin } = await pinnedRuns(control, { ...asked, job: jobs })
    const { scope, unavailable } = await withMappings({ control }, all)
    const [why] = unavailable
    if (scope.runs.length === 0 && why !== undefined)
      throw new Problem('MAPPINGS_UNAVAILABLE', `${why.message} ${why.remedy}`)
    const filter = securityMapFilter(asked)
    const { offset, limit, fields } = asked
    const runIds = scope.runs.map(({ id }) => id)
    const query = { filter, sort: asked.sort, at: offset, limit, asOf: scope.asOf }
    const found =
      runIds.length === 0
        ? { edges: [], total: 0 }
        : await warehouse.window('mappings', runIds, query, { signal: clientGone(response) })
    const jobOf = new Map(scope.runs.map(({ id, jobId }) => [id, jobId]))
    const rows = found.edges.map(({ node }) => securityMapRow(node, jobOf.get(node.runId) ?? '', fields))
    response.json(
      envelope(request, originOf(request, site), { rows, total: found.total, offset, limit }, pin),
    )
  }

  return [
    {
      method: 'get',
      path: '/v1/transfers/security_map',
      access: 'viewer',
      handle: (request, response) => answer(request, response),
    },
    {
      method: 'get',
      path: '/v1/transfers/:jobId/security_map',
      access: 'viewer',
      handle: (request, response) => answer(request, response, String(request.params['jobId'])),
    },
  ]
}
