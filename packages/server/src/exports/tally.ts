import type { ExportPart } from '@crosswalk/core'
import { bytesSoFar } from './part-writer.js'

/** How much of an export is written. */
export interface Done {
  rows: number
  bytes: number
}

/** The complete parts of an export, and the files of those under way. */
export class Tally {
  readonly #complete = new Map<number, ExportPart>()
  readonly #underWay = new Set<string>()
  #told = 0

  /** A part is under way in this file. */
  begin(path: string): void {
    this.#underWay.add(path)
  }

  /** The part that was under way there, if any was, is complete. */
  complete(number: number, part: ExportPart, path?: string): void {
    if (path !== undefined) this.#underWay.delete(path)
    this.#complete.set(number, part)
  }

  /** Of complete parts only. */
  get saved(): Done {
    const done: Done = { rows: 0, bytes: 0 }
    for (const { rows, bytes } of this.#complete.values()) {
      done.rows += rows
      done.bytes += bytes
    }
    return done
  }

  /** Rows of complete parts; bytes of these and of the files under way, never fewer than told before. */
  async sofar(): Promise<Done> {
    const { rows, bytes } = this.saved
    const sizes = await Promise.all([...this.#underWay].map(bytesSoFar))
    this.#told = Math.max(
      this.#told,
      sizes.reduce((total, size) => total + size, bytes),
    )
    return { rows, bytes: this.#told }
  }

  /** In the order of their numbers. */
  get parts(): ExportPart[] {
    return [...this.#complete].sort(([a], [b]) => a - b).map(([, part]) => part)
  }
}
