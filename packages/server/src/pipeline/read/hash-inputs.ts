import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { Problem } from '../../problem.js'

/** SHA-256 of a file, or of a folder's sorted relative paths and file hashes; hex. */
export const hashInput = async (path: string): Promise<string> => {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined)
    throw new Problem('INPUT_MISSING', `The input ${path} does not exist; check the path in the job.`, {
      file: path,
    })
  const buffer = Buffer.allocUnsafe(CHUNK)
  return stat.isDirectory() ? hashFolder(path, buffer) : hashFile(path, buffer)
}

const CHUNK = 1 << 20

/** One buffer serves all files: a folder may have many, and each small. */
const hashFile = async (path: string, buffer: Buffer): Promise<string> => {
  const hash = createHash('sha256')
  const handle = await open(path, 'r')
  try {
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, CHUNK)
      if (bytesRead === 0) return hash.digest('hex')
      hash.update(buffer.subarray(0, bytesRead))
    }
  } finally {
    await handle.close()
  }
}

const hashFolder = async (root: string, buffer: Buffer): Promise<string> => {
  const hash = createHash('sha256')
  for (const name of filesBelow(root)) hash.update(`${name}\0${await hashFile(join(root, name), buffer)}\n`)
  return hash.digest('hex')
}

/** Relative paths of all regular files, sorted; links are not followed. */
const filesBelow = (root: string, prefix = ''): string[] =>
  readdirSync(join(root, prefix))
    .sort()
    .flatMap((name) => {
      const relative = prefix === '' ? name : `${prefix}/${name}`
      const stat = lstatSync(join(root, relative))
      if (stat.isDirectory()) return filesBelow(root, relative)
      return stat.isFile() ? [relative] : []
    })
