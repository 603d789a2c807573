import { existsSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { build } from './build.mjs'
import { install } from './install.mjs'
import { startLive } from './live.mjs'
import { root, runInherited, serverCli } from './processes.mjs'
import { hashOf, readStamp, writeStamp } from './stamps.mjs'

const samples = path.join(root, 'samples')
const generator = path.join(root, 'tools/dist/samples/main.js')

/** Writes the sample jobs where there are none, and again when their generator has changed. */
const writeSamples = async (steps) => {
  const now = hashOf({}, ['tools/samples', 'tools/generate'])
  if (existsSync(path.join(samples, 'jobs.json')) && readStamp('samples') === now) return
  await steps.command('Writing the sample jobs', process.execPath, [generator, samples])
  writeStamp('samples', now)
}

/** Where the server keeps its data, as it understands the same arguments. */
const dataOf = (args) => {
  const { values } = parseArgs({ args, options: { data: { type: 'string' } }, strict: false })
  return path.resolve(root, values.data ?? process.env.CROSSWALK_DATA ?? 'data')
}

/**
 * Installs, builds, writes the sample jobs, and runs the server until it is told to stop. With `--live` a stand-in for
 * Adobe's API runs beside it, and a run that looks users up there.
 */
export const start = async (steps, args) => {
  const others = args.filter((arg) => arg !== '--live')
  await install(steps)
  await build(steps)
  await writeSamples(steps)
  const live =
    others.length === args.length
      ? { args: [], close: () => undefined }
      : await steps.step('Starting the stand-in for the directory', () =>
          startLive({ samples, data: dataOf(others) }),
        )
  try {
    const serve = [serverCli, 'serve', '--samples', samples, ...live.args, ...others]
    return await runInherited(process.execPath, serve)
  } finally {
    live.close()
  }
}
