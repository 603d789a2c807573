import type { Config } from '../../config.js'

export type CheckStatus = 'ok' | 'warning' | 'fault'

/** What a check found; everything but `ok` comes with its cure. */
export interface Finding {
  readonly status: CheckStatus
  readonly message: string
  readonly cure?: string
}

/** One thing that must hold for the server to run well. A check changes nothing. */
export interface Check {
  readonly name: string
  run(config: Config): Promise<Finding> | Finding
}

export const ok = (message: string): Finding => ({ status: 'ok', message })
export const warning = (message: string, cure: string): Finding => ({ status: 'warning', message, cure })
export const fault = (message: string, cure: string): Finding => ({ status: 'fault', message, cure })
