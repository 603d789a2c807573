import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { chromium, type Browser } from 'playwright-core'

export const ROOT = resolve(import.meta.dirname, '../..')
const CLI = resolve(ROOT, 'packages/server/dist/cli/main.js')

/** The built server on a data folder of the tool's own. */
export interface Served {
  url: string
  /** Signs a browser in, once. */
  link: string
  child: ChildProcess
  stop: () => Promise<void>
}

/** Starts the built server on a free port; `args` are further arguments of `serve`. */
export const serve = async (data: string, ...args: string[]): Promise<Served> => {
  const child = spawn(process.execPath, [CLI, 'serve', '--data', data, '--port', '0', ...args], {
    env: { ...process.env, CROSSWALK_LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const greeting = await new Promise<string>((done) => {
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (text.includes('Press Ctrl-C')) done(text)
    })
  })
  return {
    child,
    link: /(\S+\/sign-in#\S+)/.exec(greeting)?.[1] ?? '',
    url: /at (\S+)/.exec(greeting)?.[1] ?? '',
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Debian's Chromium, or the one `CHROMIUM` names, without its background network traffic. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
