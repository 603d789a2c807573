import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { api } from './api.js'
import type { Bench } from './bench.js'
import { figureLine, isOk } from './figure.js'
import { exporting } from './export.js'
import { follow } from './follow.js'
import { read } from './read.js'
import { closure } from './closure.js'
import { resolve } from './resolve.js'
import { web } from './web.js'

const BENCHES: Readonly<Record<string, Bench>> = {
  api,
  closure,
  export: exporting,
  follow,
  read,
  resolve,
  web,
}

const usage = `Usage: pnpm bench <${Object.keys(BENCHES).join(' | ')}> [--full] [--peers] [--json]`

const parse = () => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { full: { type: 'boolean' }, peers: { type: 'boolean' }, json: { type: 'boolean' } },
    })
  } catch {
    return null
  }
}

const run = async (): Promise<number> => {
  const parsed = parse()
  const [name = '', ...others] = parsed?.positionals ?? []
  const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined
  if (parsed === null || bench === undefined || others.length > 0) {
    console.error(usage)
    return 2
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'crosswalk-bench-'))
  try {
    const { full = false, peers = false, json = false } = parsed.values
    const figures = await bench({ folder, full, peers, progress: (text) => console.error(`  ${text}`) })
    for (const figure of figures) console.log(figureLine(figure, json))
    return figures.some((figure) => isOk(figure) === false) ? 1 : 0
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

process.exitCode = await run()
