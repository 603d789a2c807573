import { randomBytes } from 'node:crypto'

import { pino, type DestinationStream, type Logger } from 'pino'

import type { Config } from './config.js'

/** The service's log: JSON lines that name no person and hold no body, query string, header or secret. */
export type Log = Pick<Logger, 'error' | 'warn' | 'info' | 'debug'>

export const createLog = (level: Config['logLevel'], destination?: DestinationStream): Log =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination ?? pino.destination(2))

/** What may be logged of a fault: its kind and where it arose. Messages may quote data, so they stay out. */
export function traceOf(fault: unknown): { kind: string; code?: string; at: string[]; cause?: unknown } {
  if (!(fault instanceof Error)) return { kind: typeof fault, at: [] }
  const frames = (fault.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const code = 'code' in fault && typeof fault.code === 'string' ? { code: fault.code } : {}
  const cause = fault.cause === undefined ? {} : { cause: traceOf(fault.cause) }
  return { kind: fault.name, ...code, at: frames.slice(0, 12).map((line) => line.trim()), ...cause }
}

/** Logs a fault of ours and gives the id under which the caller may ask for it. */
export function logFault(log: Log, fault: unknown): string {
  const errorId = randomBytes(6).toString('hex')
  log.error({ errorId, fault: traceOf(fault) }, 'unexpected error')
  return errorId
}
