import { readFileSync } from 'node:fs'
import { report } from '../measured.js'
import { closeWorld, hashOf } from './ours.js'
import { unpackWorld } from './pack.js'

/** One closure in a process of its own, for its peak memory. */
const world = unpackWorld(readFileSync(process.argv[2] ?? ''))
await report(async () => {
  const closure = closeWorld(world)
  return async () => hashOf(closure)
})
