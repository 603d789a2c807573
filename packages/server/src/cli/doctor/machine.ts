import { access, constants } from 'node:fs/promises'
import { totalmem, tmpdir } from 'node:os'

import { openDuck } from '../../warehouse/duck.js'
import { fault, ok, warning, type Check } from './check.js'

const NEEDED = [20, 19] as const
const GB = 2 ** 30
/** What a run takes beside the engine that answers reports. */
const RUN_MEMORY = 2 * GB

const inGb = (bytes: number): string => `${(bytes / GB).toFixed(1)} GB`

export const node: Check = {
  name: 'Node',
  run() {
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
    const isEnough = major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])
    return isEnough
      ? ok(`version ${process.versions.node}`)
      : fault(`version ${process.versions.node} is too old`, `Install Node ${NEEDED.join('.')} or newer.`)
  },
}

export const memory: Check = {
  name: 'memory',
  run(config) {
    const engine = parseInt(config.memory) * (config.memory.endsWith('GB') ? GB : GB / 1024)
    const wanted = engine + RUN_MEMORY
    return totalmem() >= wanted
      ? ok(`${inGb(totalmem())}`)
      : warning(
          `${inGb(totalmem())}, and reports with a run beside them may take ${inGb(wanted)}`,
          'Lower CROSSWALK_MEMORY and limits.memory of the jobs, or give the machine more.',
        )
  },
}

export const engine: Check = {
  name: 'engine',
  async run() {
    try {
      const duck = await openDuck({ threads: 1, memoryLimit: '64MB', connections: 1 })
      const [row] = await duck.rows<{ version: string }>({ name: 'version' }, 'SELECT version() AS version')
      duck.close()
      return ok(`DuckDB ${row?.version ?? ''}`)
    } catch {
      return fault('DuckDB does not start', 'Install the dependencies again, on this machine and this Node.')
    }
  },
}

export const temporary: Check = {
  name: 'temporary folder',
  run: () =>
    access(tmpdir(), constants.W_OK).then(
      () => ok('can be written'),
      () => fault(`${tmpdir()} cannot be written`, 'Correct its permissions, or name another with TMPDIR.'),
    ),
}
