import { existsSync } from 'node:fs'
import path from 'node:path'
import { build } from './build.mjs'
import { install } from './install.mjs'
import { node, root, runInherited, serverCli } from './processes.mjs'

const samples = path.join(root, 'samples')
const generator = path.join(root, 'tools/dist/samples/main.js')

/** Installs, builds, writes the sample jobs if there are none, and runs the server until it is told to stop. */
export const start = async (steps, args) => {
  await install(steps)
  await build(steps)
  if (!existsSync(path.join(samples, 'jobs.json')))
    await steps.command('Writing the sample jobs', process.execPath, [...node, generator, samples])
  return runInherited(process.execPath, [...node, serverCli, 'serve', '--samples', samples, ...args])
}
