import { access, constants, stat, statfs } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { openControlStore } from '../../control/control-store.js'
import { readOwner } from '../../control/owner-lock.js'
import { Problem } from '../../problem.js'
import { fault, ok, warning, type Check, type Finding } from './check.js'

const GB = 2 ** 30
const LITTLE = 5 * GB
const TOO_LITTLE = 256 * 2 ** 20

/** The folder itself, or the nearest above it that is there: where it would be made. */
const present = (folder: string): string => (existsSync(folder) ? folder : present(dirname(folder)))

export const dataFolder: Check = {
  name: 'data folder',
  async run({ data }): Promise<Finding> {
    const place = present(data)
    if (!(await stat(place)).isDirectory())
      return fault(`${place} is a file`, 'Move it away, or choose another folder with CROSSWALK_DATA.')
    try {
      await access(place, constants.R_OK | constants.W_OK | constants.X_OK)
    } catch {
      return fault(
        `${place} cannot be written`,
        'Give the user who runs Crosswalk write access, or choose another folder with CROSSWALK_DATA.',
      )
    }
    return ok(place === data ? data : `${data} will be made`)
  },
}

export const disk: Check = {
  name: 'disk',
  async run({ data }): Promise<Finding> {
    const { bavail, bsize } = await statfs(present(data))
    const free = bavail * bsize
    const said = `${(free / GB).toFixed(1)} GB are free`
    const cure = 'Make room, delete old jobs, or choose a folder on another disk with CROSSWALK_DATA.'
    if (free < TOO_LITTLE) return fault(said, cure)
    return free < LITTLE ? warning(`${said}; a run needs a few times the size of its inputs`, cure) : ok(said)
  },
}

export const controlStore: Check = {
  name: 'control store',
  async run({ data }): Promise<Finding> {
    if (!existsSync(join(data, 'control.sqlite'))) return ok('will be made at the first start')
    try {
      const control = await openControlStore(data)
      const jobs = await control.jobs.count()
      await control.close()
      return ok(`opens; ${jobs} jobs`)
    } catch (cause) {
      if (cause instanceof Problem) return fault(`does not open (${cause.code})`, cause.message)
      throw cause
    }
  },
}

export const owner: Check = {
  name: 'owner',
  async run({ data }): Promise<Finding> {
    const found = await readOwner(data)
    if (found?.url == null) return ok('no server runs over the data folder')
    const answers = await fetch(`${found.url}/readyz`).then(
      (response) => response.ok,
      () => null,
    )
    if (answers === null) return ok('no server runs over the data folder')
    return answers
      ? ok(`process ${found.pid} answers at ${found.url}`)
      : fault(`process ${found.pid} is not ready`, 'See its log; a store does not answer.')
  },
}

export const inputRoots: Check = {
  name: 'input roots',
  async run({ inputRoots: roots }): Promise<Finding> {
    for (const root of roots) {
      const isThere = await access(root, constants.R_OK | constants.X_OK).then(
        () => true,
        () => false,
      )
      if (!isThere)
        return fault(`${root} cannot be read`, 'Correct CROSSWALK_INPUT_ROOTS or its permissions.')
    }
    return ok(roots.length === 0 ? 'none: inputs are uploaded' : `${roots.length} can be read`)
  },
}
