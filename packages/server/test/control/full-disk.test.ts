import { execFileSync } from 'node:child_process'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

import { expect, it } from 'vitest'

import { openControlStore } from '../../src/control/control-store.js'
import { cleanUp, tempFolder } from './temp-folder.js'

/** A file system of a few megabytes, or null where this user may not mount one. */
const smallDisk = async (): Promise<string | null> => {
  const folder = await tempFolder()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    return null
  }
  cleanUp(async () => void execFileSync('umount', ['-l', folder]))
  return folder
}

const fill = (path: string): void => {
  const file = openSync(path, 'w')
  const block = Buffer.alloc(1 << 16)
  for (let size = block.length; size > 0;)
    try {
      writeSync(file, block, 0, size)
    } catch {
      size >>= 1
    }
  closeSync(file)
}

it('acknowledges nothing that a full disk refused, and goes on once there is room', async ({ skip }) => {
  const folder = await smallDisk()
  if (folder === null) return skip('a full disk needs the right to mount one')
  const store = await openControlStore(folder)
  const ask = (): Promise<string> =>
    store.audit.record({ actor: 'ada', action: 'INVITE' }).then(
      () => 'OK',
      ({ code }: { code: string }) => code,
    )
  const ballast = join(folder, 'ballast')
  const answers = [await ask()]
  fill(ballast)
  for (let times = 0; times < 4; times++) answers.push(await ask())
  rmSync(ballast)
  for (let times = 0; times < 3; times++) answers.push(await ask())
  expect(new Set(answers)).toEqual(new Set(['OK', 'DISK_FULL']))
  expect(answers.slice(-3)).toEqual(['OK', 'OK', 'OK'])
  await store.close()
  const again = await openControlStore(folder)
  expect((await again.audit.list(50)).length).toBe(answers.filter((answer) => answer === 'OK').length)
  await again.close()
})
