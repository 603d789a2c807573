import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'
import { CLI, ROOT } from './paths.js'

export interface ServerProcess {
  url: string
  signInLink: string
  /** The administrator's token, given at the first start of a data folder; pass it on to later starts. */
  token: string
  process: ChildProcess
  /** What it wrote on standard output and error so far. */
  said(): string
  /** Runs a GraphQL operation as the administrator; fails the test on errors. */
  graphql<T>(query: string, variables?: Record<string, unknown>): Promise<T>
  kill: (signal: NodeJS.Signals) => Promise<void>
}

/** As `spawnServer`; stopped when the test ends. */
export const startServer = async (data: string, token?: string): Promise<ServerProcess> => {
  const server = await spawnServer(data, token)
  onTestFinished(() => server.kill('SIGKILL'))
  return server
}

/** Starts the built server as a process of its own on a free port; the caller stops it. */
export const spawnServer = async (
  data: string,
  token?: string,
  ...args: string[]
): Promise<ServerProcess> => {
  const child = spawn(process.execPath, [CLI, 'serve', '--data', data, '--port', '0', ...args], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production', CROSSWALK_LOG_LEVEL: 'error' },
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const kill = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
  const greeting = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (text.includes('Press Ctrl-C')) resolve(text)
    })
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${said}`)))
  })
  const url = /answers at (\S+)/.exec(greeting)?.[1] ?? ''
  const secret = /shown this once: (\S+)/.exec(greeting)?.[1] ?? token ?? ''
  return {
    url,
    signInLink: /(\S+\/sign-in#\S+)/.exec(greeting)?.[1] ?? '',
    token: secret,
    process: child,
    said: () => said,
    kill,
    async graphql<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
        body: JSON.stringify({ query, variables }),
      })
      const answer = (await response.json()) as { data?: T; errors?: unknown[] }
      if (answer.errors !== undefined || answer.data === undefined)
        throw new Error(`GraphQL answered ${response.status}: ${JSON.stringify(answer)}`)
      return answer.data
    },
  }
}
