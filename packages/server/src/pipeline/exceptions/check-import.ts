import { inLineOrder, judgeImport, manyToOneFaults } from '@crosswalk/core'
import type { ExceptionEntry, ImportCounts, ImportFault, ImportJudgement, ImportMode } from '@crosswalk/core'
import { basename, dirname } from 'node:path'
import { openDuck } from '../../warehouse/duck.js'
import { RunTables, type OpenRun } from '../../warehouse/run-tables.js'
import type { ExceptionsCsvInput } from '../csv/stage-exceptions-csv.js'
import { readManifest } from '../publish/manifest.js'
import { errorCsv } from './error-csv.js'
import { landingsOf, loadImportRun } from './import-run.js'
import { MAX_EXCEPTIONS, readImport, tooManyExceptions } from './read-import.js'

export interface CheckedImport extends Pick<ImportJudgement, 'removed'> {
  /** Exceptions of the file that the job would have. */
  taken: readonly ExceptionEntry[]
  /** Exceptions of the job that it would keep. */
  rest: readonly ExceptionEntry[]
  /** In the order of the file's lines. */
  faults: readonly ImportFault[]
  counts: ImportCounts & { unfilled: number }
  /** The lines at fault with what is wrong; null where there are none. */
  errorCsv: string | null
}

/** Plain data: it may cross to another process. */
export interface CheckRequest {
  input: ExceptionsCsvInput
  kept: readonly ExceptionEntry[]
  mode: ImportMode
  /** Folder of the job's latest finished run. */
  runFolder: string | null
}

const LIMITS = { threads: 2, memoryLimit: '512MB', connections: 1 }

/**
 * Reads an exceptions file and says what importing it would do; changes nothing. The look-ups are those of core's
 * reference resolver, which a property test holds equal to the ones of a run.
 * @throws Problem as `readImport`.
 */
export const checkImport = ({ runFolder, ...request }: CheckRequest): Promise<CheckedImport> =>
  runFolder === null
    ? checkAgainst(null, request)
    : new RunTables(dirname(runFolder)).using(basename(runFolder), (run) => checkAgainst(run, request))

const checkAgainst = async (
  run: OpenRun | null,
  { input, kept, mode }: Omit<CheckRequest, 'runFolder'>,
): Promise<CheckedImport> => {
  const duck = await openDuck({ ...LIMITS, tempDirectory: input.workFolder })
  const connection = await duck.connect()
  try {
    const { file, unfilled, faults } = await readImport(connection, input)
    const named = [...file.lines.map(({ row }) => row), ...kept]
    const against =
      run === null ? null : await loadImportRun(connection, run, readManifest(run.folder).plan, named)
    const { set, removed, ...judged } = judgeImport(file, kept, mode, against)
    if (set.length > MAX_EXCEPTIONS) throw tooManyExceptions()
    const rowsOf = (side: 'from' | 'to') => [...new Set(set.flatMap((one) => one[side]?.row ?? []))]
    const others = run === null ? new Map() : await landingsOf(connection, run, rowsOf('to'), rowsOf('from'))
    const all = inLineOrder([...faults, ...judged.faults, ...manyToOneFaults(set, others)])
    return {
      taken: set.filter((one) => one.of === 'file').map(({ entry }) => entry),
      rest: set.filter((one) => one.of === 'job').map(({ entry }) => entry),
      removed,
      faults: all,
      counts: { ...judged.counts, unfilled },
      errorCsv: all.some(({ line }) => line !== null) ? await errorCsv(connection, input, all) : null,
    }
  } finally {
    connection.closeSync()
    duck.close()
  }
}
