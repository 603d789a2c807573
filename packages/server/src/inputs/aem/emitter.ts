import type { Finding } from '@crosswalk/core'
import { noCounts } from '../rows.js'
import type { EntryRow, ItemRow, MembershipRow, PrincipalRow, RowSink } from '../rows.js'

/** Hands rows to the sink without waiting and counts them; `settle` waits for those the sink is behind with. */
export class Emitter {
  readonly counts = noCounts()
  /** Whether anything but findings was given. */
  emitted = false
  #behind: Promise<void>[] = []

  constructor(private readonly sink: RowSink) {}

  principal(row: PrincipalRow): void {
    this.#give(this.sink.principal(row))
  }
  membership(row: MembershipRow): void {
    this.counts.memberships++
    this.#give(this.sink.membership(row))
  }
  item(row: ItemRow): void {
    this.counts.items++
    this.#give(this.sink.item(row))
  }
  entry(row: EntryRow): void {
    this.#give(this.sink.entry(row))
  }
  finding(finding: Omit<Finding, 'phase'>): void {
    const result = this.sink.finding(finding)
    if (result !== undefined) this.#behind.push(result)
  }

  async settle(): Promise<void> {
    if (this.#behind.length === 0) return
    const behind = this.#behind
    this.#behind = []
    await Promise.all(behind)
  }

  #give(result: void | Promise<void>): void {
    this.emitted = true
    if (result !== undefined) this.#behind.push(result)
  }
}
