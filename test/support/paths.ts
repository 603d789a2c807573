import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'

export const ROOT = resolve(import.meta.dirname, '../..')
export const CLI = join(ROOT, 'packages/server/bundle/main.js')
/** Real inputs beside the checkout; absent on most machines. */
export const REAL_DATA = resolve(ROOT, '../shared/realdata')

/** A folder of its own for one test, removed when the test ends. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'crosswalk-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
