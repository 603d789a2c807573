export const LOG_LEVELS = ['info', 'warn', 'error'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** One line of `log.ndjson`. */
export interface LogLine {
  /** Line number in the file, from 1. */
  readonly seq: number
  /** ISO 8601, UTC. */
  readonly at: string
  readonly level: LogLevel
  readonly code: string
  readonly args: Readonly<Record<string, string | number | boolean | null>>
}

/** The exceptional cases that seed 001 wants logged, each with its principal; what each means for it. */
export const LOGGED_CASES = {
  NO_EMAIL: 'has no email address; it may be migrated but is not mapped',
  DISABLED: 'is disabled; it is mapped and migrated as others are, and stays disabled',
  UNIQUE_CONFLICT: 'shares uniqueness-constrained data with a principal of the target; it is not migrated',
  NOT_MAPPED: 'is migrated but not mapped; signing in through the identity provider makes a second profile',
  DUPLICATE_EMAIL: 'shares its email address with other users',
} as const
export type LoggedCase = keyof typeof LOGGED_CASES

/** How long something takes, as part of a sentence; nothing where it is not known. */
const roughly = (seconds: LogLine['args'][string] | undefined): string =>
  typeof seconds !== 'number'
    ? ''
    : seconds < 90
      ? `: about ${seconds} s`
      : `: about ${Math.ceil(seconds / 60)} minutes`

/** What a line says beside its arguments; other codes bring their own message. */
const SENTENCES: Readonly<Record<string, (args: LogLine['args']) => string>> = {
  RUN_STARTED: () => 'Started.',
  RUN_RESUMED: () => 'Resumed; finished phases are not repeated.',
  RUN_STOPPED: () => 'Stopped; what was finished is kept.',
  RUN_FINISHED: () => 'Finished.',
  PHASE_STARTED: ({ phase }) => `${phase} begins.`,
  PHASE_FINISHED: ({ phase, milliseconds }) => `${phase} is done, after ${milliseconds} ms.`,
  INPUT_READ: ({ input }) => `Read ${input}.`,
  EXPORT_STARTED: ({ rows, parts }) => `Started: ${rows} rows in ${parts} parts.`,
  EXPORT_RESUMED: ({ complete, parts }) =>
    `Resumed: ${complete} of ${parts} parts are complete and not written again.`,
  EXPORT_RESTARTED: ({ sameEngine }) =>
    `Started over: ${sameEngine === true ? 'what is exported' : 'the engine'} is another than the complete parts are of.`,
  PART_FINISHED: ({ part, rows, bytes }) => `Part ${part} is complete: ${rows} rows, ${bytes} bytes.`,
  EXPORT_FINISHED: ({ rows, bytes }) => `Finished: ${rows} rows, ${bytes} bytes.`,
  DIRECTORY_ASKED: ({ directory, strategy, addresses, seconds }) =>
    strategy === 'single'
      ? `Looking ${addresses} addresses up in ${directory}, one by one${roughly(seconds)}.`
      : `Reading all of ${directory}, to find ${addresses} addresses${roughly(seconds)}.`,
  DIRECTORY_PROGRESS: ({ done, total, answers }) => `${done} of ${total} done; ${answers} answers are kept.`,
  DIRECTORY_CONTINUED: ({ answers }) => `Going on after ${answers} answers that were kept.`,
  DIRECTORY_WAITS: ({ seconds }) => `The directory is not ready; waiting ${seconds} s.`,
  DIRECTORY_READ: ({ directory, found, notFound, failed, answers }) =>
    `${directory}: ${found} found, ${notFound} not found, ${failed} refused; ${answers} answers kept.`,
  DIRECTORY_NOT_CONFIGURED: ({ directory }) =>
    `There is no configuration of the directory ${directory}, so mapping is skipped.`,
}

const caseMessage = (code: string, args: LogLine['args']): string | null => {
  const [, name = '', more] = /^CASE_([A-Z_]+?)(_MORE)?$/.exec(code) ?? []
  if (!Object.hasOwn(LOGGED_CASES, name)) return null
  const meaning = LOGGED_CASES[name as LoggedCase]
  const who = args['principal'] === '' ? 'A principal without id' : args['principal']
  return more === undefined ? `${who} ${meaning}.` : `${args['count']} more: each ${meaning}.`
}

/** A line of a log in words. */
export const logMessage = ({ code, args }: Pick<LogLine, 'code' | 'args'>): string =>
  SENTENCES[code]?.(args) ??
  caseMessage(code, args) ??
  (typeof args['message'] === 'string'
    ? args['message']
    : Object.entries(args)
        .map(([name, value]) => `${name}: ${value}`)
        .join(', '))
