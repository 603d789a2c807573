/** Exit codes of the CLI: what kind of fault a problem is. */
export const ExitCode = { DONE: 0, DIFFERS: 1, INPUT: 2, ENVIRONMENT: 3, INTERRUPTED: 130 } as const
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode]

interface ProblemKind {
  readonly exit: ExitCode
  readonly http: number
}
const kinds = <K extends string>(table: Record<K, ProblemKind>): Readonly<Record<K, ProblemKind>> => table
const input: ProblemKind = { exit: ExitCode.INPUT, http: 422 }
const environment: ProblemKind = { exit: ExitCode.ENVIRONMENT, http: 503 }
/** Another system that a request depends on. */
const remote: ProblemKind = { exit: ExitCode.ENVIRONMENT, http: 424 }

/** Every refusal has a stable code with a paragraph in `docs/errors.md` (a test holds the two together). */
export const PROBLEMS = kinds({
  // inputs
  INPUT_MISSING: input,
  INPUT_IS_DIRECTORY: input,
  INPUT_UNREADABLE: input,
  INPUT_EMPTY: input,
  INPUT_FORMAT_UNKNOWN: input,
  INPUT_CHANGED: input,
  ARCHIVE_BROKEN: input,
  ARCHIVE_TOO_LARGE: input,
  ARCHIVE_UNSAFE: input,
  XML_BROKEN: input,
  XML_UNSAFE: input,
  CONFIG_UNSAFE: input,
  CSV_HEADER: input,
  CSV_BROKEN: input,
  JOB_INVALID: input,
  NOT_FOUND: { exit: ExitCode.INPUT, http: 404 },
  USAGE: input,
  // live directories
  DIRECTORY_INVALID: input,
  DIRECTORY_NOT_TESTED: { exit: ExitCode.INPUT, http: 409 },
  DIRECTORY_IN_USE: { exit: ExitCode.INPUT, http: 409 },
  DIRECTORY_NOT_CONFIGURED: input,
  DIRECTORY_CHANGED: input,
  DIRECTORY_TOKEN_EXPIRED: remote,
  DIRECTORY_REFUSED: remote,
  DIRECTORY_THROTTLED: remote,
  DIRECTORY_UNREACHABLE: remote,
  DIRECTORY_INCOMPLETE: remote,
  SECRET_UNREADABLE: environment,
  KEY_FILE_UNSAFE: environment,
  // environment
  DISK_FULL: environment,
  NO_PERMISSION: environment,
  PORT_IN_USE: environment,
  DATA_IN_USE: environment,
  OUT_OF_MEMORY: environment,
  WORKER_GONE: environment,
  WORKER_OUTDATED: environment,
  SQLITE_TOO_OLD: environment,
  CONTROL_BROKEN: environment,
  CONFIG_INVALID: input,
  NOT_READY: environment,
  NO_FIFO: environment,
  // exports
  SHEET_TOO_SMALL: input,
  EXPORT_DAMAGED: { exit: ExitCode.DIFFERS, http: 410 },
  MANIFEST_BROKEN: { exit: ExitCode.DIFFERS, http: 422 },
  // access and requests
  UNAUTHENTICATED: { exit: ExitCode.INPUT, http: 401 },
  FORBIDDEN: { exit: ExitCode.INPUT, http: 403 },
  BAD_ORIGIN: { exit: ExitCode.INPUT, http: 403 },
  BAD_HOST: { exit: ExitCode.INPUT, http: 421 },
  BAD_REQUEST: { exit: ExitCode.INPUT, http: 400 },
  TOO_LARGE: { exit: ExitCode.INPUT, http: 413 },
  UNSUPPORTED_TYPE: { exit: ExitCode.INPUT, http: 415 },
  TOO_MANY_STREAMS: { exit: ExitCode.INPUT, http: 429 },
  TOO_MANY_ATTEMPTS: { exit: ExitCode.INPUT, http: 429 },
  TOO_MANY_REQUESTS: { exit: ExitCode.INPUT, http: 429 },
  BAD_CURSOR: { exit: ExitCode.INPUT, http: 400 },
  BAD_FILTER: { exit: ExitCode.INPUT, http: 400 },
  PAGE_TOO_LARGE: { exit: ExitCode.INPUT, http: 400 },
  QUERY_TOO_EXPENSIVE: { exit: ExitCode.INPUT, http: 400 },
  STATEMENT_TIMEOUT: input,
  CLIENT_GONE: { exit: ExitCode.INPUT, http: 499 },
  TOO_MANY_RUNS: { exit: ExitCode.INPUT, http: 400 },
  MAPPINGS_UNAVAILABLE: { exit: ExitCode.INPUT, http: 409 },
  RUN_NOT_FINISHED: { exit: ExitCode.INPUT, http: 409 },
  REPORT_NOT_MADE: { exit: ExitCode.INPUT, http: 409 },
  ILLEGAL_STATE: { exit: ExitCode.INPUT, http: 409 },
  RUN_IN_PROGRESS: { exit: ExitCode.INPUT, http: 409 },
  IDEMPOTENCY_KEY_REUSED: { exit: ExitCode.INPUT, http: 409 },
  UPLOAD_IN_USE: { exit: ExitCode.INPUT, http: 409 },
  JOB_NAME_TAKEN: { exit: ExitCode.INPUT, http: 409 },
  JOB_CHANGED: { exit: ExitCode.INPUT, http: 409 },
})
export type ProblemCode = keyof typeof PROBLEMS

/**
 * A refusal with a cure: what is wrong, where, and what to do. Anything else that is thrown is a fault of ours.
 * `message` must name no secret; principals only where the reader of the message may see them.
 */
export class Problem extends Error {
  override readonly name = 'Problem'
  constructor(
    readonly code: ProblemCode,
    message: string,
    readonly where: { file?: string; line?: number | null; path?: string } = {},
    options?: ErrorOptions,
  ) {
    super(message, options)
  }

  get exitCode(): ExitCode {
    return PROBLEMS[this.code].exit
  }
  get httpStatus(): number {
    return PROBLEMS[this.code].http
  }

  /** `file:line: message (CODE)`, the one line a person reads. */
  get line(): string {
    const { file, line } = this.where
    const at = file === undefined ? '' : line == null ? `${file}: ` : `${file}:${line}: `
    return `${at}${this.message} (${this.code})`
  }
}
