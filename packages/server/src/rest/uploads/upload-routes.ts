import type { Request } from 'express'

import { callerOf, requireRole } from '../../access/caller.js'
import { UPLOADS_PATH } from '../../access/request-deadline.js'
import type { ControlStore } from '../../control/control-store.js'
import { Problem } from '../../problem.js'
import type { UploadService } from '../../uploads/upload-service.js'
import type { Route } from '../route.js'
import { receivingJson, uploadJson } from './upload-json.js'
import { announcedSize, readUploadQuery, whileReceiving } from './upload-request.js'

const LISTED = 200

/** Sending files for jobs to use: one request a file, streamed to disk. */
export function uploadRoutes(
  { uploads, audit }: Pick<ControlStore, 'uploads' | 'audit'>,
  service: UploadService,
): Route[] {
  const actorOf = (request: Request): string => requireRole(callerOf(request), 'operator').name
  const idOf = (request: Request): string => String(request.params['id'])

  return [
    {
      method: 'post',
      path: UPLOADS_PATH,
      access: 'operator',
      body: 'file',
      async handle(request, response) {
        const createdBy = actorOf(request)
        const { kind, name } = readUploadQuery(request)
        const incoming = { kind, name, size: announcedSize(request), createdBy, body: request }
        const upload = await whileReceiving(request, response, () => service.receive(incoming))
        await audit.record({ actor: createdBy, action: 'UPLOAD', subject: upload.id })
        response.status(201).location(`/v1/uploads/${upload.id}`).json(uploadJson(upload))
      },
    },
    {
      method: 'get',
      path: UPLOADS_PATH,
      access: 'operator',
      async handle(_request, response) {
        const { rows } = await uploads.page({ limit: LISTED })
        response.json({ item: rows.map(uploadJson), receiving: service.receiving.map(receivingJson) })
      },
    },
    {
      method: 'get',
      path: '/v1/uploads/:id',
      access: 'operator',
      async handle(request, response) {
        const upload = await uploads.find(idOf(request))
        if (upload === null) throw new Problem('NOT_FOUND', 'There is no such upload.')
        response.json(uploadJson(upload))
      },
    },
    {
      method: 'delete',
      path: '/v1/uploads/:id',
      access: 'operator',
      async handle(request, response) {
        await service.remove(idOf(request))
        await audit.record({ actor: actorOf(request), action: 'DELETE_UPLOAD', subject: idOf(request) })
        response.status(204).end()
      },
    },
  ]
}
