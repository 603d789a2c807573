import type { DeskRun } from '../desk/desk.js'

type Shown = Pick<DeskRun, 'state' | 'phase' | 'progressDone' | 'progressTotal' | 'progressRate'>

/** Progress on standard error: one rewritten line on a terminal, a line a phase otherwise, nothing with `--json`. */
export class ProgressLine {
  #phase: string | null = null
  constructor(private readonly stream: NodeJS.WriteStream | null) {}

  show(run: Shown): void {
    if (this.stream === null) return
    const label = run.state === 'RUNNING' ? (run.phase ?? run.state) : run.state
    if (this.stream.isTTY) this.stream.write(`\r\u001b[K${[label, ...figures(run)].join(' ')}`)
    else if (label !== this.#phase) this.stream.write(`${label}\n`)
    this.#phase = label
  }

  clear(): void {
    if (this.stream?.isTTY) this.stream.write('\r\u001b[K')
  }
}

const figures = ({ progressDone: done, progressTotal: total, progressRate: rate }: Shown): string[] => {
  if (done === null) return []
  const pace = rate === null ? [] : [`${Math.round(rate)}/s`]
  if (!total) return [String(done), ...pace]
  const left = rate === null || rate <= 0 ? [] : [`${duration((total - done) / rate)} left`]
  return [bar(done / total), `${done}/${total}`, ...pace, ...left]
}

/** `42 s`, `3 min`, `2 h 10 min`. */
const duration = (seconds: number): string => {
  const whole = Math.ceil(seconds)
  if (whole < 120) return `${whole} s`
  const minutes = Math.ceil(whole / 60)
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

const WIDTH = 24
const bar = (share: number): string => {
  const filled = Math.round(Math.min(1, share) * WIDTH)
  return `[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}]`
}
