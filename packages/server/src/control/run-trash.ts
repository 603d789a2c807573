import { existsSync } from 'node:fs'
import { open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

const INTENT = /^(run_[0-9a-z]{26})\.intent$/

/**
 * `data/trash`: folders of runs on their way out. An intent is on disk before the run's row goes, so that the next
 * start ends what a killed process began, and forgets what it never did.
 */
export class RunTrash {
  constructor(private readonly dataFolder: string) {}

  async intend(runId: string): Promise<void> {
    const handle = await open(this.#path(`${runId}.intent`), 'w')
    await handle.sync()
    await handle.close()
  }

  async forget(runId: string): Promise<void> {
    await rm(this.#path(`${runId}.intent`), { force: true })
  }

  /** Removes the folders of a run whose row is gone: out of sight at once, then from the disk. */
  async remove(runId: string): Promise<void> {
    for (const kind of ['runs', 'work']) {
      const folder = join(this.dataFolder, kind, runId)
      const gone = this.#path(`${runId}.${kind}`)
      if (existsSync(folder)) await rename(folder, gone)
      await rm(gone, { recursive: true, force: true })
    }
    await this.forget(runId)
  }

  /** Empties the trash, ending what was intended of runs that `exists` no longer knows. */
  async recover(exists: (runId: string) => Promise<boolean>): Promise<void> {
    for (const name of await readdir(this.#path(''))) {
      const intended = INTENT.exec(name)?.[1]
      if (intended === undefined) await rm(this.#path(name), { recursive: true, force: true })
      else if (await exists(intended)) await this.forget(intended)
      else await this.remove(intended)
    }
  }

  #path(name: string): string {
    return join(this.dataFolder, 'trash', name)
  }
}
