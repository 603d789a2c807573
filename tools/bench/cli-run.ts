import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'

const cli = path.resolve(import.meta.dirname, '../../../packages/server/bundle/main.js')

interface Manifest {
  phases: { phase: string; milliseconds: number }[]
  tables: { name: string; rows: number }[]
}

/** A finished run, as its manifest tells it. */
export interface MeasuredRun {
  id: string
  milliseconds(phase: string): number
  rows(table: string): number
}

const output = (args: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    const [out, err]: [Buffer[], Buffer[]] = [[], []]
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(out).toString())
      else
        reject(
          new Error(
            `crosswalk ${args.join(' ')} ended with ${code ?? 'a signal'}\n${Buffer.concat(err).toString()}`,
          ),
        )
    })
  })

const isRunLine = (value: unknown): value is { run: string } =>
  typeof value === 'object' && value !== null && 'run' in value && typeof value.run === 'string'

/** Runs a job with the built command line in the data folder `data`. */
export const runJob = async (job: string, data: string): Promise<MeasuredRun> => {
  const lines = (await output(['run', job, '--json', '--data', data])).trim().split('\n')
  const last: unknown = JSON.parse(lines.at(-1) ?? 'null')
  if (!isRunLine(last)) throw new Error(`the last line names no run: ${lines.at(-1) ?? ''}`)
  const text = await readFile(path.join(data, 'runs', last.run, 'manifest.json'), 'utf8')
  const manifest = JSON.parse(text) as Manifest
  return {
    id: last.run,
    milliseconds: (phase) => manifest.phases.find((one) => one.phase === phase)?.milliseconds ?? Number.NaN,
    rows: (table) => manifest.tables.find(({ name }) => name === table)?.rows ?? 0,
  }
}
