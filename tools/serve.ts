import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '../..')
export const CLI = resolve(ROOT, 'packages/server/bundle/main.js')

/** A served data folder, asked as an administrator. */
export interface Served {
  url: string
  token: string
  /** Signs a browser in, once. */
  link: string
  /** The `data` of a GraphQL answer; throws on errors. */
  ask<T>(query: string, variables?: object): Promise<T>
  stop(): Promise<void>
}

/** Serves a new data folder on a free port, without a limit on what a caller may ask; `args` go to `serve`. */
export const serveFolder = async (data: string, ...args: string[]): Promise<Served> => {
  const child = spawn(process.execPath, [CLI, 'serve', '--data', data, '--port', '0', ...args], {
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
  const url = /answers at (\S+)/.exec(greeting)?.[1] ?? ''
  const token = /shown this once: (\S+)/.exec(greeting)?.[1] ?? ''
  return {
    url,
    token,
    link: /(\S+\/sign-in#\S+)/.exec(greeting)?.[1] ?? '',
    async ask<T>(query: string, variables: object = {}) {
      const answer = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      })
      const { data: found, errors } = (await answer.json()) as { data: T; errors?: unknown[] }
      if (errors !== undefined) throw new Error(JSON.stringify(errors))
      return found
    },
    async stop() {
      child.kill('SIGTERM')
      await exited
    },
  }
}
