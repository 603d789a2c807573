import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

const cli = path.resolve(import.meta.dirname, '../../../../packages/server/dist/cli/main.js')

/** A served data folder, asked as an administrator. */
export interface Served {
  /** The `data` of a GraphQL answer; throws on errors. */
  ask(query: string, variables?: object): Promise<Record<string, unknown>>
  stop(): Promise<void>
}

/** Serves the data folder on a free port, without a limit on what a caller may ask. */
export const serveFolder = async (data: string): Promise<Served> => {
  const child = spawn(process.execPath, [cli, 'serve', '--data', data, '--port', '0'], {
    env: { ...process.env, CROSSWALK_LOG_LEVEL: 'error', CROSSWALK_COST_PER_SECOND: '9999999999' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const greeting = await new Promise<string>((done, fail) => {
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (text.includes('Press Ctrl-C')) done(text)
    })
    void exited.then(() => fail(new Error('the server ended before it answered')))
  })
  const url = /at (\S+)/.exec(greeting)?.[1] ?? ''
  const token = /shown this once: (\S+)/.exec(greeting)?.[1] ?? ''
  return {
    async ask(query, variables = {}) {
      const answer = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      })
      const { data, errors } = (await answer.json()) as { data: Record<string, unknown>; errors?: unknown[] }
      if (errors !== undefined) throw new Error(JSON.stringify(errors))
      return data
    },
    async stop() {
      child.kill('SIGTERM')
      await exited
    },
  }
}
