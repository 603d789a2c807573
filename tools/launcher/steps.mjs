import { runCaptured } from './processes.mjs'

/** A step went wrong and has said so; `exitCode` 1 is a failed step, 3 a broken environment, 130 an interruption. */
export class StepFailed extends Error {
  constructor(message, exitCode = 1) {
    super(message)
    this.exitCode = exitCode
  }
}

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`

/**
 * Shows what is under way: a line that counts on a terminal, plain lines elsewhere (one at the start, a sign of
 * life every 20 s). A step that succeeds is one line, one that fails prints all it said. `quiet` shows failures,
 * and steps that take longer than 2 s.
 */
export const createSteps = ({ out, quiet = false }) => {
  const live = Boolean(out.isTTY) && !process.env.CI
  const results = []

  const begin = (title, hint) => {
    const since = performance.now()
    const text = () => `  ${title}${hint && performance.now() - since > 5000 ? ` (${hint})` : ''} …`
    const show = () =>
      out.write(live ? `\r\x1b[2K${text()} ${seconds(since)}` : `${text()} ${seconds(since)}\n`)
    if (!quiet) out.write(live ? text() : `  ${title} …\n`)
    const announce = quiet ? setTimeout(show, 2000) : undefined
    const timer = setInterval(show, live ? (quiet ? 2000 : 500) : 20_000)
    return (ok) => {
      clearTimeout(announce)
      clearInterval(timer)
      results.push({ title, ok, time: seconds(since) })
      const shown = !quiet || performance.now() - since > 2000
      if (shown || !ok) out.write(`${live ? '\r\x1b[2K' : ''}${ok ? '✓' : '✗'} ${title}  ${seconds(since)}\n`)
    }
  }

  /** Runs `work`; what it throws ends the step. */
  const step = async (title, work, hint) => {
    const end = begin(title, hint)
    try {
      const value = await work()
      end(true)
      return value
    } catch (error) {
      end(false)
      if (error instanceof StepFailed) out.write(`${error.message}\n`)
      throw error
    }
  }

  /** Runs a program as a step, quietly; all its output is shown where it fails. */
  const command = (title, program, args, { hint, ...options } = {}) =>
    step(
      title,
      async () => {
        const { code, output } = await runCaptured(program, args, options).catch((error) => {
          if (error.code !== 'ENOENT') throw error
          throw new StepFailed(`${program} was not found on the PATH; it comes with Node (npm).`, 3)
        })
        if (code === 0) return output
        const interrupted = code === 130 || code === 143
        throw new StepFailed(interrupted ? 'Interrupted.' : output.trimEnd(), interrupted ? 130 : 1)
      },
      hint,
    )

  return { out, results, step, command }
}
