import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** What a process of its own reports of the work it did. */
export interface Measured {
  /** Of the work alone, without the start and the check of the answer. */
  milliseconds: number
  /** CPU of all threads in the same time. */
  cpuMilliseconds: number
  /** Peak resident memory of the process, MiB; NaN where the system does not tell. */
  peakMiB: number
  /** Equal for equal answers. */
  answer: string
}

const peakMiB = (): number => {
  try {
    const [, kib] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
    return Number(kib) / 1024
  } catch {
    return Number.NaN
  }
}

/** Milliseconds of CPU this process has used, all threads together: what a busy machine does not change. */
export const cpuTime = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** In the measured process: does the work, prints what it took, then what the answer is. */
export const report = async (work: () => Promise<() => Promise<string>>): Promise<void> => {
  const since = performance.now()
  const before = cpuTime()
  const answer = await work()
  const milliseconds = performance.now() - since
  const cpuMilliseconds = cpuTime() - before
  const peak = peakMiB()
  const measured: Measured = {
    milliseconds,
    cpuMilliseconds,
    peakMiB: peak,
    answer: await answer(),
  }
  console.log(JSON.stringify(measured))
}

/** Runs a script that calls `report` in a process of its own. */
export const measure = (script: string, args: readonly string[], heapMiB = 1024): Promise<Measured> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [`--max-old-space-size=${heapMiB}`, script, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const out: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(Buffer.concat(out).toString()) as Measured)
      else reject(new Error(`${script} ${args.join(' ')} ended with ${code ?? 'a signal'}`))
    })
  })
