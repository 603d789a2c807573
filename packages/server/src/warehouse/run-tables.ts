import type { MappingsUnavailableCode, RulesetName, RunTable } from '@crosswalk/core'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Problem } from '../problem.js'
import { Scope } from './scope.js'
import { SCHEMA_VERSIONS } from './schema/versions.js'

/** What is read of a manifest here. */
interface Manifest {
  schemaVersion: number
  run?: { jobId?: string }
  job?: { selection: { ruleset: RulesetName } }
  summary?: { mappingsUnavailable?: MappingsUnavailableCode | null }
}

/** A finished run, pinned while it is in use. */
export interface OpenRun {
  readonly id: string
  readonly jobId: string
  readonly folder: string
  readonly schemaVersion: number
  /** Why its user mappings are not shown; null where they are. */
  readonly mappingsUnavailable: MappingsUnavailableCode | null
  /** What it was selected by; null where its manifest does not say. */
  readonly ruleset: RulesetName | null
  /** The table as a relation in SQL. */
  table(name: RunTable): string
}

const RUN_ID = /^run_[0-9a-z]{26}$/

/** The finished runs of a data folder. A run in use is pinned: whoever removes run folders asks `isPinned` first. */
export class RunTables {
  readonly #opened = new Map<string, Promise<OpenRun>>()
  readonly #pins = new Map<string, number>()

  constructor(private readonly runsFolder: string) {}

  isPinned(runId: string): boolean {
    return this.#pins.has(runId)
  }

  /** Keeps the run until `release` is called once. Throws `NOT_FOUND` or `RUN_NOT_FINISHED`. */
  async pin(runId: string): Promise<{ run: OpenRun; release: () => void }> {
    const opening = this.#opened.get(runId) ?? this.#open(runId)
    this.#opened.set(runId, opening)
    this.#pins.set(runId, (this.#pins.get(runId) ?? 0) + 1)
    const release = () => {
      const left = (this.#pins.get(runId) ?? 1) - 1
      if (left > 0) this.#pins.set(runId, left)
      else this.#pins.delete(runId)
    }
    try {
      return { run: await opening, release }
    } catch (error) {
      this.#opened.delete(runId)
      release()
      throw error
    }
  }

  async using<T>(runId: string, use: (run: OpenRun) => Promise<T>): Promise<T> {
    const { run, release } = await this.pin(runId)
    try {
      return await use(run)
    } finally {
      release()
    }
  }

  /** The runs as one scope, all pinned while it is in use. */
  async usingAll<T>(runIds: readonly string[], use: (scope: Scope) => Promise<T>): Promise<T> {
    const pinning = runIds.map((id) => this.pin(id))
    const pinned = await Promise.allSettled(pinning)
    try {
      return await use(new Scope((await Promise.all(pinning)).map(({ run }) => run)))
    } finally {
      for (const one of pinned) if (one.status === 'fulfilled') one.value.release()
    }
  }

  /** To be called when a run folder has been removed. */
  forget(runId: string): void {
    this.#opened.delete(runId)
  }

  async #open(runId: string): Promise<OpenRun> {
    if (!RUN_ID.test(runId)) throw new Problem('NOT_FOUND', 'There is no such run.')
    const folder = join(this.runsFolder, runId)
    const manifest = await this.#manifest(runId, folder)
    const table = SCHEMA_VERSIONS.get(manifest.schemaVersion)
    if (!table)
      throw new Problem(
        'ILLEGAL_STATE',
        `The run was written in schema version ${manifest.schemaVersion}, which this version cannot read; update it.`,
      )
    return {
      id: runId,
      jobId: manifest.run?.jobId ?? '',
      folder,
      schemaVersion: manifest.schemaVersion,
      ruleset: manifest.job?.selection.ruleset ?? null,
      mappingsUnavailable: manifest.summary?.mappingsUnavailable ?? null,
      table(name) {
        const { columns, from } = table([folder], name)
        return `(SELECT ${columns} FROM ${from})`
      },
    }
  }

  async #manifest(runId: string, folder: string): Promise<Manifest> {
    try {
      return JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Manifest
    } catch (cause) {
      const working = existsSync(join(this.runsFolder, '..', 'work', runId)) || existsSync(folder)
      throw working
        ? new Problem('RUN_NOT_FINISHED', 'The run has no report yet: it has not finished.', {}, { cause })
        : new Problem('NOT_FOUND', 'There is no such run.', {}, { cause })
    }
  }
}
