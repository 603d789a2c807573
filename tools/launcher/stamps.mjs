import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './processes.mjs'

const skipped = new Set(['node_modules', 'dist', 'test'])

const files = (entry) => {
  const full = path.join(root, entry)
  if (!existsSync(full)) return []
  if (!statSync(full).isDirectory()) return [entry]
  return readdirSync(full)
    .filter((name) => !skipped.has(name) && !name.endsWith('.tsbuildinfo'))
    .sort()
    .flatMap((name) => files(path.join(entry, name)))
}

/** SHA-256 over `facts` and over the names and bytes of all files at or below `entries` (relative to the root). */
export const hashOf = (facts, entries) => {
  const hash = createHash('sha256').update(JSON.stringify(facts))
  for (const file of entries.flatMap(files)) {
    const bytes = readFileSync(path.join(root, file))
    hash.update(`\0${file}\0${bytes.length}\0`).update(bytes)
  }
  return hash.digest('hex')
}

const stampFile = (name) => path.join(root, 'node_modules', `.${name}-stamp`)

/** What was last recorded under `name`, or null. Stamps live in node_modules and go with it. */
export const readStamp = (name) =>
  existsSync(stampFile(name)) ? JSON.parse(readFileSync(stampFile(name), 'utf8')) : null

export const writeStamp = (name, value) => writeFileSync(stampFile(name), `${JSON.stringify(value)}\n`)
