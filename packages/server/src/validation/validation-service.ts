import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { newId } from '../control/ids.js'
import type { Upload } from '../control/entities/upload.js'
import type { Uploads } from '../control/uploads.js'
import type { ColumnPair } from '../inputs/principal-report-csv/shape.js'
import type { ReportColumn, Validation } from '../pipeline/validate/validate-report.js'
import { Problem } from '../problem.js'
import { SharedWork } from '../warehouse/shared-work.js'
import type { DifferencesQuery, DifferencesPage } from '../warehouse/validation-rows.js'
import type { Warehouse } from '../warehouse/warehouse.js'
import type { ValidationAnswer, ValidationAsked, ValidationWork } from './answer-validation.js'

/** A report made elsewhere that was sent to the server, beside a finished run. */
export interface ValidationQuestion {
  runId: string
  uploadId: string
  columns: readonly ColumnPair[]
}

export interface ValidationServiceOptions {
  uploads: Pick<Uploads, 'find'>
  uploadFolder: string
  /** Holds the differing rows of what was asked last; emptied when the server starts. */
  folder: string
  warehouse: Pick<Warehouse, 'runs' | 'differingRows'>
  work: ValidationWork
  /** Longest time of one comparison. Default two minutes. */
  timeoutMs?: number
}

interface Kept {
  folder: string
  found: Validation
}

const KEPT = 8
const TIMEOUT_MS = 120_000

/** Reports made elsewhere compared with runs. Run and upload never change, so what was worked out last is kept. */
export class ValidationService {
  readonly #kept: SharedWork<Kept>

  constructor(private readonly options: ValidationServiceOptions) {
    this.#kept = new SharedWork({
      limit: KEPT,
      weigh: () => 1,
      dispose: ({ folder }) => rm(folder, { recursive: true, force: true }),
    })
  }

  /** What the columns of a report are read as. @throws Problem `NOT_FOUND`, `BAD_REQUEST`, or why it is not CSV. */
  async columns(uploadId: string, map: readonly ColumnPair[], signal?: AbortSignal): Promise<ReportColumn[]> {
    const report = this.#reportOf(await this.#upload(uploadId), map)
    return (await this.#ask({ what: 'columns', ...report }, signal)).columns
  }

  /** @throws Problem as `columns`, `RUN_NOT_FINISHED`, `CSV_HEADER`, `STATEMENT_TIMEOUT`. */
  validate(question: ValidationQuestion, signal?: AbortSignal): Promise<Validation> {
    return this.#using(question, signal, async ({ found }) => found)
  }

  /** Differing rows, page by page or from any place on. @throws Problem as `validate`, and those of the page. */
  rows(
    question: ValidationQuestion,
    query: DifferencesQuery,
    signal?: AbortSignal,
  ): Promise<DifferencesPage> {
    const list = `${question.runId} ${question.uploadId}`
    return this.#using(question, signal, ({ folder, found }) =>
      this.options.warehouse.differingRows(
        { folder, counts: found.counts, list },
        query,
        signal === undefined ? {} : { signal },
      ),
    )
  }

  async #using<T>(
    question: ValidationQuestion,
    signal: AbortSignal | undefined,
    use: (kept: Kept) => Promise<T>,
  ): Promise<T> {
    const upload = await this.#upload(question.uploadId)
    const key = JSON.stringify([question.runId, question.uploadId, question.columns])
    return this.#kept.using(key, (abandoned) => this.#compare(question, upload, abandoned), use, signal)
  }

  #compare({ runId, columns }: ValidationQuestion, upload: Upload, signal: AbortSignal): Promise<Kept> {
    return this.options.warehouse.runs.using(runId, async (run) => {
      const folder = join(this.options.folder, newId('val'))
      await mkdir(folder, { recursive: true })
      try {
        const report = { ...this.#reportOf(upload, columns), outcomes: run.table('outcomes') }
        const found = await this.#ask({ what: 'differences', ...report, workFolder: folder }, signal)
        return { folder, found: found as Validation }
      } catch (fault) {
        await rm(folder, { recursive: true, force: true })
        throw fault
      }
    })
  }

  #reportOf({ file, name }: Upload, map: readonly ColumnPair[]) {
    return { path: join(this.options.uploadFolder, file), label: name, map }
  }

  async #upload(id: string): Promise<Upload> {
    const upload = await this.options.uploads.find(id)
    if (upload === null) throw new Problem('NOT_FOUND', `There is no upload ${id}.`)
    if (upload.kind !== 'report')
      throw new Problem(
        'BAD_REQUEST',
        `The upload is of kind ${upload.kind}. Send the report again as one of kind report.`,
      )
    return upload
  }

  async #ask(asked: ValidationAsked, signal?: AbortSignal): Promise<ValidationAnswer> {
    const late = AbortSignal.timeout(this.options.timeoutMs ?? TIMEOUT_MS)
    try {
      return await this.options.work(asked, AbortSignal.any(signal === undefined ? [late] : [signal, late]))
    } catch (fault) {
      if (!late.aborted || signal?.aborted) throw fault
      throw new Problem(
        'STATEMENT_TIMEOUT',
        'Reading the report took too long and was given up. Use: crosswalk validate <report.csv> <run>.',
      )
    }
  }
}
