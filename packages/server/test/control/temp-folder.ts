import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach } from 'vitest'

const made: (() => Promise<void>)[] = []

/** Runs after the test, newest first. */
export const cleanUp = (work: () => Promise<void>): void => void made.push(work)

/** A folder of the test's own, removed after it. */
export async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'crosswalk-control-'))
  cleanUp(() => rm(folder, { recursive: true, force: true }))
  return folder
}

afterEach(async () => {
  for (const work of made.splice(0).reverse()) await work()
})
