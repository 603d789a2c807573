import type { ExportSettings } from '../control/entities/export.js'

/** Everything a worker is told about an export; paths are absolute. */
export interface ExportSpec extends ExportSettings {
  exportId: string
  runsFolder: string
  memory: string
  threads: number
}
