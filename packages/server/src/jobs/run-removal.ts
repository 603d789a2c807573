import type { RunTrash } from '../control/run-trash.js'
import type { RunTables } from '../warehouse/run-tables.js'

const LOOK_AGAIN = 50

/** Removes the folders of runs whose rows go from the control store, once no answer reads them. */
export class RunRemoval {
  #removing: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly trash: RunTrash,
    private readonly runs: Pick<RunTables, 'isPinned' | 'forget'>,
    private readonly fault: (error: unknown) => void,
  ) {}

  /** Does what takes the rows away; the folders follow, or stay where it fails. */
  async with<T>(runIds: readonly string[], takeAway: () => Promise<T>): Promise<T> {
    for (const id of runIds) await this.trash.intend(id)
    try {
      const done = await takeAway()
      this.#removing = this.#removing.then(() => this.#remove(runIds)).catch(this.fault)
      return done
    } catch (fault) {
      for (const id of runIds) await this.trash.forget(id)
      throw fault
    }
  }

  /** Settles when nothing is being removed. */
  async idle(): Promise<void> {
    await this.#removing
  }

  async #remove(runIds: readonly string[]): Promise<void> {
    for (const id of runIds) {
      while (this.runs.isPinned(id)) await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN))
      this.runs.forget(id)
      await this.trash.remove(id)
    }
  }
}
