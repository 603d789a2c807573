import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { root, serverCli } from './processes.mjs'
import { StepFailed } from './steps.mjs'

/** What `samples/live/job.yaml` calls its directory. */
const DIRECTORY = 'fjordwood-ims'
/** About seven answers a second: slow enough to watch a run, stop it and go on with it. */
const PACE = ['--delay', '150', '--requests-per-minute', '600']

const startStandIn = async (samples) => {
  const program = path.join(root, 'tools/dist/umapi-stand-in/main.js')
  const organisation = path.join(samples, 'author/ims-users.csv')
  const child = spawn(process.execPath, [program, '--directory', organisation, ...PACE], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await Promise.race([
    once(createInterface(child.stdout), 'line'),
    once(child, 'exit').then(() => Promise.reject(new StepFailed('The stand-in did not start.'))),
  ])
  return { child, said: JSON.parse(line) }
}

/** The configuration is tested against the stand-in and saved; the secret goes by standard input. */
const saveConfiguration = async ({ orgId, clientId, clientSecret, apiUrl, tokenUrl }, data) => {
  const values = { orgId, clientId, apiUrl, tokenUrl, strategy: 'single', requestsPerMinute: 600 }
  const options = Object.entries(values).flatMap(([name, value]) => [
    `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    String(value),
  ])
  const args = ['directory', 'save', DIRECTORY, ...options, '--client-secret-file', '-', '--data', data]
  const child = spawn(process.execPath, [serverCli, ...args], {
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  child.stdin.end(clientSecret)
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new StepFailed('The configuration of the stand-in was not saved.', code ?? 1)
}

/**
 * Starts the stand-in for Adobe's User Management API with the people of the samples, and saves a configuration that
 * looks users up in it. `args` are what `crosswalk serve` needs to start a run that does; `close` ends the stand-in.
 */
export const startLive = async ({ samples, data }) => {
  const { child, said } = await startStandIn(samples)
  const close = () => void child.kill()
  try {
    await saveConfiguration(said, data)
    return { args: ['--run', path.join(samples, 'live/job.yaml')], close }
  } catch (error) {
    close()
    throw error
  }
}
