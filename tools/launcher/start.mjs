import { existsSync } from 'node:fs'
import path from 'node:path'
import { build } from './build.mjs'
import { install } from './install.mjs'
import { node, root, runInherited, serverCli } from './processes.mjs'
import { hashOf, readStamp, writeStamp } from './stamps.mjs'

const samples = path.join(root, 'samples')
const generator = path.join(root, 'tools/dist/samples/main.js')

/** Writes the sample jobs where there are none, and again when their generator has changed. */
const writeSamples = async (steps) => {
  const now = hashOf({}, ['tools/samples', 'tools/generate'])
  if (existsSync(path.join(samples, 'jobs.json')) && readStamp('samples') === now) return
  await steps.command('Writing the sample jobs', process.execPath, [...node, generator, samples])
  writeStamp('samples', now)
}

/** Installs, builds, writes the sample jobs, and runs the server until it is told to stop. */
export const start = async (steps, args) => {
  await install(steps)
  await build(steps)
  await writeSamples(steps)
  return runInherited(process.execPath, [...node, serverCli, 'serve', '--samples', samples, ...args])
}
