import {
  reportColumns,
  validateReport,
  type ForeignReport,
  type ReportColumn,
  type Validation,
  type ValidationRequest,
} from '../pipeline/validate/validate-report.js'

export type ValidationAsked =
  ({ readonly what: 'columns' } & ForeignReport) | ({ readonly what: 'differences' } & ValidationRequest)
export type ValidationAnswer = { columns: ReportColumn[] } | Validation

/** Reads a report: in this process, or apart from it. @throws Problem as `validateReport`. */
export type ValidationWork = (asked: ValidationAsked, signal?: AbortSignal) => Promise<ValidationAnswer>

export const answerValidation = async (asked: ValidationAsked): Promise<ValidationAnswer> =>
  asked.what === 'columns' ? { columns: await reportColumns(asked) } : validateReport(asked)
