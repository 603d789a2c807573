import { partFileName } from '@crosswalk/core'
import type { ExportPart } from '@crosswalk/core'
import type { RunLog } from '../pipeline/run-log.js'
import { Stopped } from '../pipeline/stopped.js'
import type { Duck } from '../warehouse/duck.js'
import type { Source } from '../warehouse/export/legs.js'
import type { PartRange } from '../warehouse/export/ranges.js'
import type { ExportFolder, ExportPlan } from './export-folder.js'
import { openLanes } from './lanes.js'
import { writePart } from './part-writer.js'
import type { ExportSpec } from './spec.js'
import { Tally } from './tally.js'
import type { Done } from './tally.js'

export interface PartsWork {
  spec: ExportSpec
  folder: ExportFolder
  log: RunLog
  source: Source
  plan: ExportPlan
  signal: AbortSignal
  /** Rows of complete parts; bytes of these and of those under way. */
  progress: (done: Done) => void
  /** A part is complete and will not be written again. */
  saved: (done: Done) => void
}

const WATCH_MS = 250

/**
 * Writes the missing parts, each lane the next one that nobody has begun, and returns all parts in order. Where one
 * cannot be written, those under way are given up and those complete stay.
 */
export const writeParts = async (work: PartsWork): Promise<ExportPart[]> => {
  const { spec, folder, plan, signal, progress } = work
  const tally = new Tally()
  const missing: PartRange[] = []
  for (const part of plan.parts) {
    const known = folder.finished(part.number)
    if (known === null) missing.push(part)
    else tally.complete(part.number, known)
  }
  if (missing.length < plan.parts.length) work.saved(tally.saved)
  const failed = new AbortController()
  const lane = { ...work, signal: AbortSignal.any([signal, failed.signal]), missing, tally }
  const ducks = await openLanes(spec, folder.path, missing.length)
  const watch = setInterval(() => void tally.sofar().then(progress), WATCH_MS)
  try {
    await Promise.all(
      ducks.map((duck) => writeLane(lane, duck).catch((error: unknown) => failed.abort(error))),
    )
    failed.signal.throwIfAborted()
    return tally.parts
  } finally {
    clearInterval(watch)
    for (const duck of ducks) duck.close()
  }
}

interface Lane extends PartsWork {
  /** Parts that nobody has begun. */
  missing: PartRange[]
  tally: Tally
}

/** Writes part after part; while the rows of one are written, the one before is digested and synced. */
const writeLane = async (lane: Lane, duck: Duck): Promise<void> => {
  let completing = Promise.resolve()
  try {
    for (let part = lane.missing.shift(); part !== undefined; part = lane.missing.shift()) {
      const complete = await writeRows(lane, duck, part)
      await completing
      completing = complete()
      completing.catch(() => undefined)
    }
  } finally {
    await completing
  }
}

/** Writes a part's rows; what is returned completes the part. */
const writeRows = async (lane: Lane, duck: Duck, part: PartRange): Promise<() => Promise<void>> => {
  const { spec, folder, log, source, signal, tally } = lane
  if (signal.aborted) throw new Stopped()
  const { number, rows, first, last } = part
  const { format, compression } = spec
  const file = partFileName(number, format, compression)
  const path = folder.file(`${file}.tmp`)
  tally.begin(path)
  const complete = await writePart({ duck, shape: spec, compression, source, part, path, signal })
  return async () => {
    const finished: ExportPart = { file, rows, first, last, ...(await complete()) }
    folder.finish(path, number, finished)
    log.write('info', 'PART_FINISHED', { part: number, rows, bytes: finished.bytes })
    tally.complete(number, finished, path)
    lane.saved(tally.saved)
  }
}
