import { spawn } from 'node:child_process'
import { CLI, ROOT } from './paths.js'

export interface CliResult {
  exitCode: number | null
  stdout: string
  stderr: string
  /** Standard output as one JSON object a line. */
  json<T = Record<string, unknown>>(): T[]
}

/** Runs the built CLI as a process of its own, as a user would. */
export const crosswalk = (...args: string[]): Promise<CliResult> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, ...args], {
      cwd: ROOT,
      env: { ...process.env, NODE_ENV: 'production' },
    })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
    child.on('error', reject)
    child.on('close', (exitCode) => {
      const stdout = Buffer.concat(out).toString('utf8')
      resolve({
        exitCode,
        stdout,
        stderr: Buffer.concat(err).toString('utf8'),
        json: <T>() =>
          stdout
            .split('\n')
            .filter((line) => line !== '')
            .map((line) => JSON.parse(line) as T),
      })
    })
  })

interface RunLine {
  run: string
  state: string
  fingerprint: string
  summary: Record<string, unknown> | null
}

/** Runs a job to its end and gives the run's line; fails the test where the run does not finish. */
export const runJob = async (job: string, data: string, ...args: string[]): Promise<RunLine> => {
  const result = await crosswalk('run', job, '--data', data, '--json', ...args)
  const line = result.json<RunLine>().at(-1)
  if (result.exitCode !== 0 || line === undefined)
    throw new Error(`crosswalk run ${job} exited ${result.exitCode}: ${result.stderr}`)
  return line
}
