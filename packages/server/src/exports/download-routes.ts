import { fileExtension, mediaType } from '@crosswalk/core'
import type { ExportManifest } from '@crosswalk/core'
import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

import type { Request, Response } from 'express'

import { callerOf, requireRole } from '../access/caller.js'
import type { ControlStore } from '../control/control-store.js'
import type { Export } from '../control/entities/export.js'
import { Problem } from '../problem.js'
import type { Route } from '../rest/route.js'
import { digestFile } from './digest.js'
import { MANIFEST_FILE, WHOLE } from './download-links.js'
import { readExportManifest } from './export-folder.js'
import type { ExportService } from './export-service.js'
import { zipOf } from './zip-stream.js'

/** `mappings acme-sites`, as the start of a file name: no part of a path, and no control character. */
const nameOf = ({ settings: { report, runs } }: Export): string => {
  const jobs = [...new Set(runs.map(({ jobName }) => jobName))]
  const of = jobs.length === 1 ? (jobs[0] ?? '') : `${jobs.length} jobs`
  return `${report} ${of}`.replace(/[\p{Cc}/\\:*?"<>|]/gu, '_')
}

interface Served {
  path: string
  /** What the file is called where it is saved. */
  name: string
  type: string
  etag: string
  bytes: number
}

const manifestOf = (folder: string, { state }: Export): ExportManifest => {
  if (state === 'FINISHED') return readExportManifest(folder)
  throw new Problem(
    'ILLEGAL_STATE',
    `The export is ${state.toLowerCase()}; until it has finished, its complete parts can be downloaded one by one.`,
  )
}

const isBeyondEnd = (error: unknown): boolean =>
  error instanceof Error && 'status' in error && error.status === 416

/** Range, If-Range, If-None-Match and HEAD over the stored bytes; the ETag is their SHA-256. */
const sendFile = async (response: Response, { path, name, type, etag, bytes }: Served): Promise<void> => {
  const found = await stat(path).catch(() => null)
  if (found === null || found.size !== bytes)
    throw new Problem(
      'EXPORT_DAMAGED',
      'The file on the server is not as it was written. Delete the export and start it again.',
    )
  response.attachment(name).set({ ETag: `"${etag}"`, 'Content-Type': type })
  await new Promise<void>((resolve, reject) =>
    response.sendFile(path, { lastModified: false, cacheControl: false, dotfiles: 'allow' }, (error) => {
      if (isBeyondEnd(error)) response.status(416).set('Content-Range', `bytes */${found.size}`).end()
      if (error === undefined || response.headersSent) resolve()
      else reject(error)
    }),
  )
}

const servedOf = async (exports: ExportService, found: Export, file: string): Promise<Served | null> => {
  const { format, compression } = found.settings
  const folder = exports.folderOf(found.id)
  const type = mediaType(format, compression)
  if (file === MANIFEST_FILE) {
    manifestOf(folder, found)
    const path = join(folder, file)
    const { sha256: etag, bytes } = await digestFile(path)
    return { path, name: file, type: 'application/json', etag, bytes }
  }
  const parts = file === WHOLE ? manifestOf(folder, found).parts : exports.partsOf(found.id)
  const part = file === WHOLE ? parts[0] : parts.find((one) => one.file === file)
  if (part === undefined)
    throw new Problem('NOT_FOUND', 'The export has no such file, or it is not complete yet.')
  if (file === WHOLE && parts.length > 1) return null
  const name = file === WHOLE ? `${nameOf(found)}.${fileExtension(format, compression)}` : file
  return { path: join(folder, part.file), name, type, etag: part.sha256, bytes: part.bytes }
}

const sendZip = async (exports: ExportService, found: Export, response: Response): Promise<void> => {
  const folder = exports.folderOf(found.id)
  const { stream, bytes } = await zipOf(folder, manifestOf(folder, found), new Date(found.finishedAt ?? 0))
  response.attachment(`${nameOf(found)}.zip`)
  response.set({
    'Content-Type': 'application/zip',
    'Content-Length': String(bytes),
    'Accept-Ranges': 'none',
  })
  if (response.req.method === 'HEAD') {
    stream.destroy()
    response.end()
    return
  }
  await pipeline(stream, response).catch(() => response.destroy())
}

/** Downloads of an export: a part, its manifest, or all of it as one file. */
export const downloadRoutes = (control: ControlStore, exports: ExportService): Route[] => [
  {
    method: 'get',
    path: '/api/exports/:exportId/files/:file',
    access: 'exporter',
    async handle(request: Request, response) {
      const { exportId, file } = request.params as { exportId: string; file: string }
      const { name: actor } = requireRole(callerOf(request), 'exporter')
      const found = await control.exports.get(exportId)
      if (!existsSync(exports.folderOf(found.id)))
        throw new Problem('NOT_FOUND', 'The export has no files yet.')
      const served = await servedOf(exports, found, file)
      if (request.method === 'GET' && request.headers.range === undefined)
        await control.audit.record({ actor, action: 'DOWNLOAD_EXPORT', subject: exportId })
      if (served === null) await sendZip(exports, found, response)
      else await sendFile(response, served)
    },
  },
]
