import type { LogLine } from '@crosswalk/core'
import { resolve } from 'node:path'
import type { StartSettings } from '../ports.js'
import { Problem, PROBLEMS, type ProblemCode } from '../problem.js'
import type { Desk, DeskRun } from './desk.js'

/** The desk of the server that owns the data folder, over HTTP on this computer. */
export class RemoteDesk implements Desk {
  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  saveJob(path: string, threads: number | null): Promise<string> {
    return this.#ask('saveJob', resolve(path), threads)
  }
  start(jobId: string, settings: StartSettings): Promise<string> {
    return this.#ask('start', jobId, settings)
  }
  stop(runId: string): Promise<DeskRun> {
    return this.#ask('stop', runId)
  }
  resume(runId: string): Promise<DeskRun> {
    return this.#ask('resume', runId)
  }
  run(runId: string): Promise<DeskRun> {
    return this.#ask('run', runId)
  }
  runs(most: number): Promise<DeskRun[]> {
    return this.#ask('runs', most)
  }
  log(runId: string, after: number): Promise<readonly LogLine[]> {
    return this.#ask('log', runId, after)
  }

  async #ask<T>(call: keyof Desk, ...args: unknown[]): Promise<T> {
    const response = await fetch(`${this.url}/api/owner/${call}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.key}` },
      body: JSON.stringify(args),
    }).catch((cause: unknown) => {
      throw gone(cause)
    })
    const body = (await response.json().catch(() => ({}))) as { answer?: T; code?: string; message?: string }
    if (response.ok) return body.answer as T
    const { code = '', message = '' } = body
    if (Object.hasOwn(PROBLEMS, code)) throw new Problem(code as ProblemCode, message)
    throw gone(message)
  }
}

const gone = (cause: unknown): Problem =>
  new Problem(
    'DATA_IN_USE',
    'The server that owns this data folder no longer answers. Try again in a moment; what it was doing is kept.',
    {},
    { cause },
  )
