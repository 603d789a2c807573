import type { Run } from '../control/entities/run.js'

/** Progress on standard error: one rewritten line on a terminal, a line a phase otherwise, nothing with `--json`. */
export class ProgressLine {
  #phase: string | null = null
  constructor(private readonly stream: NodeJS.WriteStream | null) {}

  show({ state, phase, progressDone, progressTotal }: Run): void {
    if (this.stream === null) return
    const label = phase ?? state
    if (this.stream.isTTY) {
      const share = progressTotal
        ? ` ${bar((progressDone ?? 0) / progressTotal)} ${progressDone}/${progressTotal}`
        : ''
      this.stream.write(`\r\u001b[K${label}${share}`)
    } else if (label !== this.#phase) this.stream.write(`${label}\n`)
    this.#phase = label
  }

  clear(): void {
    if (this.stream?.isTTY) this.stream.write('\r\u001b[K')
  }
}

const WIDTH = 24
const bar = (share: number): string => {
  const filled = Math.round(Math.min(1, share) * WIDTH)
  return `[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}]`
}
