import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Makes a finished file or folder survive a power loss. */
export const syncPath = (path: string): void => {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Puts a complete file in place: whoever looks sees the old one or the new one, never a part. */
export const putInPlace = (temporary: string, path: string): void => {
  syncPath(temporary)
  renameSync(temporary, path)
  syncPath(dirname(path))
}

export const temporaryName = (path: string): string => `${path}.${randomBytes(4).toString('hex')}.tmp`

export const writeJson = (path: string, value: unknown): void => {
  const temporary = temporaryName(path)
  writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`)
  putInPlace(temporary, path)
}
