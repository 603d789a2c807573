import { createHash } from 'node:crypto'
import { createReadStream, lstatSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Problem } from '../../problem.js'

/** SHA-256 of a file, or of a folder's sorted relative paths and file hashes; hex. */
export const hashInput = async (path: string): Promise<string> => {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined)
    throw new Problem('INPUT_MISSING', `The input ${path} does not exist; check the path in the job.`, {
      file: path,
    })
  return stat.isDirectory() ? hashFolder(path) : hashFile(path)
}

const hashFile = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash)
  return hash.digest('hex')
}

const hashFolder = async (root: string): Promise<string> => {
  const hash = createHash('sha256')
  for (const name of filesBelow(root)) hash.update(`${name}\0${await hashFile(join(root, name))}\n`)
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
