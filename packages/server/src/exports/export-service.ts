import type { ExportPart } from '@crosswalk/core'
import { existsSync } from 'node:fs'
import { readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { iso } from '../control/clock.js'
import type { ControlStore } from '../control/control-store.js'
import type { Export } from '../control/entities/export.js'
import type { ExportSupervisor } from '../ports.js'
import type { ExportEstimate, Warehouse } from '../warehouse/warehouse.js'
import { DownloadLinks } from './download-links.js'
import { finishedParts } from './export-folder.js'
import { settingsOf, type ExportRequest } from './request.js'

export interface ExportServiceOptions {
  control: ControlStore
  supervisor: ExportSupervisor
  warehouse: Pick<Warehouse, 'estimateExport' | 'row'>
  dataFolder: string
  /** Days after which an export at rest is deleted; null keeps all. */
  retentionDays: number | null
}

export interface StartExport extends ExportRequest {
  idempotencyKey?: string | null
}

const DAY = 86_400_000
const SWEEP_MS = 3_600_000

/** Exports as the API and the CLI ask for them. */
export class ExportService {
  readonly links: DownloadLinks
  #sweeper: NodeJS.Timeout | undefined

  constructor(private readonly options: ExportServiceOptions) {
    this.links = new DownloadLinks(options.control)
  }

  /** Queues an export. @throws Problem as `settingsOf`, and `IDEMPOTENCY_KEY_REUSED`. */
  async start({ idempotencyKey, ...request }: StartExport, createdBy: string): Promise<Export> {
    const { supervisor } = this.options
    const settings = await settingsOf(this.options, request)
    return supervisor.start({ settings, createdBy, idempotencyKey: idempotencyKey ?? null })
  }

  /** How large an export would be. @throws Problem as `settingsOf`. */
  async estimate(request: ExportRequest, signal: AbortSignal): Promise<ExportEstimate> {
    return this.options.warehouse.estimateExport(await settingsOf(this.options, request), { signal })
  }

  resume(id: string): Promise<Export> {
    return this.options.supervisor.resume(id)
  }
  stop(id: string): Promise<Export> {
    return this.options.supervisor.stop(id)
  }

  folderOf(id: string): string {
    return join(this.options.dataFolder, 'exports', id)
  }

  /** The complete parts, which can be downloaded before the export has finished. */
  partsOf(id: string): ExportPart[] {
    return finishedParts(this.folderOf(id))
  }

  /** When an export at rest will be deleted; null: never, or not yet known. */
  expiryOf({ finishedAt }: Export): string | null {
    const { retentionDays } = this.options
    if (finishedAt === null || retentionDays === null) return null
    return iso(new Date(Date.parse(finishedAt) + retentionDays * DAY))
  }

  /** Deletes an export and its files; a download under way may end. @throws Problem `NOT_FOUND`, `ILLEGAL_STATE` */
  async remove(id: string): Promise<void> {
    await this.options.control.exports.remove(id)
    await this.#discard(id)
  }

  /** Deletes what has been kept long enough. */
  async sweep(): Promise<void> {
    const { control, retentionDays } = this.options
    if (retentionDays === null) return
    const before = iso(new Date(control.clock().getTime() - retentionDays * DAY))
    for (const { id } of await control.exports.restingSince(before)) await this.remove(id)
  }

  /** Ends deletions that were interrupted; sweeps now and every hour until `close`. */
  async open(fault: (error: unknown) => void): Promise<void> {
    const { control, dataFolder } = this.options
    for (const name of await readdir(join(dataFolder, 'exports')))
      if ((await control.exports.find(name)) === null) await this.#discard(name)
    await this.sweep()
    this.#sweeper = setInterval(() => void this.sweep().catch(fault), SWEEP_MS)
    this.#sweeper.unref()
  }

  close(): void {
    clearInterval(this.#sweeper)
  }

  /** Out of sight at once, then from the disk. */
  async #discard(id: string): Promise<void> {
    const [folder, trash] = [this.folderOf(id), join(this.options.dataFolder, 'trash', id)]
    if (!existsSync(folder)) return
    await rename(folder, trash)
    await rm(trash, { recursive: true, force: true })
  }
}
