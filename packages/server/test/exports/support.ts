import { defaultCompression, usualColumns } from '@crosswalk/core'
import type { ExportManifest } from '@crosswalk/core'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { executeExport } from '../../src/exports/execute-export.js'
import { ExportFolder } from '../../src/exports/export-folder.js'
import type { ExportSpec } from '../../src/exports/spec.js'
import { RunLog } from '../../src/pipeline/run-log.js'
import { RUN_ID } from '../warehouse/run-folder.js'

export const JOB_NAME = 'Müller, "Söhne"'

/** An export of one run, with the report's usual columns unless told otherwise. */
export const specOf = (runsFolder: string, change: Partial<ExportSpec> = {}): ExportSpec => {
  const report = change.report ?? 'mappings'
  const format = change.format ?? 'CSV'
  return {
    exportId: 'exp_0',
    report,
    clauses: [],
    sort: 'DEFAULT',
    runs: [{ id: RUN_ID, job: 'job_0', jobName: JOB_NAME, fingerprint: 'f' }],
    runsFolder,
    columns: usualColumns(report, (change.runs?.length ?? 1) > 1),
    format,
    compression: defaultCompression(format),
    byteOrderMark: false,
    partRows: 1000,
    memory: '512MB',
    threads: 2,
    ...change,
  }
}

const QUIET = { planned: () => undefined, progress: () => undefined, saved: () => undefined }

export interface Exported {
  folder: string
  manifest: ExportManifest
  /** The bytes of each part. */
  parts: Buffer[]
  text: () => string
}

/** Exports into a folder and reads it back. */
export const exportTo = async (
  path: string,
  spec: ExportSpec,
  signal = new AbortController().signal,
): Promise<Exported> => {
  const folder = new ExportFolder(path)
  const log = new RunLog(
    folder.file('log.ndjson'),
    () => new Date(),
    () => undefined,
  )
  try {
    const manifest = await executeExport(spec, folder, log, signal, QUIET)
    const parts = await Promise.all(manifest.parts.map(({ file }) => readFile(folder.file(file))))
    return { folder: path, manifest, parts, text: () => Buffer.concat(parts).toString('utf8') }
  } finally {
    log.close()
  }
}

/** Exports into a folder of its own, which is gone once `use` has ended. */
export const exported = async <T>(spec: ExportSpec, use: (done: Exported) => T | Promise<T>): Promise<T> => {
  const path = await mkdtemp(join(tmpdir(), 'crosswalk-export-'))
  try {
    return await use(await exportTo(path, spec))
  } finally {
    await rm(path, { recursive: true, force: true })
  }
}
