import { isResumable } from '@crosswalk/core'

import type { Export } from '../../control/entities/export.js'
import { downloadPath, MANIFEST_FILE, WHOLE } from '../../exports/download-links.js'
import type { Context } from '../context.js'
import { once } from '../lazy.js'
import type { ExportType } from './export.js'

/** An export as the API shows it; its files are looked at when asked for. */
export const exportView = ({ exports }: Context, found: Export): ExportType => {
  const { id, settings, rowsTotal, problemCode, problemMessage } = found
  const { clauses, runs, ...chosen } = settings
  return {
    ...found,
    ...chosen,
    filter: clauses,
    affectedBy: settings.affectedBy ?? null,
    runs: runs.map(({ id: runId, job, jobName, fingerprint }) => ({
      ...{ id: runId, jobId: job, jobName, fingerprint },
    })),
    partsTotal: rowsTotal === null ? null : Math.max(1, Math.ceil(rowsTotal / chosen.partRows)),
    parts: once(async () =>
      exports.partsOf(id).map(({ file, rows, bytes, sha256 }) => ({
        ...{ file, rows, bytes, sha256, path: downloadPath(id, file) },
      })),
    ),
    path: downloadPath(id, WHOLE),
    manifestPath: downloadPath(id, MANIFEST_FILE),
    expiresAt: exports.expiryOf(found),
    problem: problemCode === null ? null : { code: problemCode, message: problemMessage ?? problemCode },
    resumable: isResumable(found.state),
  }
}
