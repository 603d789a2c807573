import { env } from 'node:process'
import type { Duck } from '../warehouse/duck.js'
import { megabytesOf } from '../workers/memory.js'
import { openEngine } from './open-source.js'
import type { SourceSpec } from './open-source.js'

const LEAST_MEGABYTES = 128
/** libuv's own default. */
const POOL_THREADS = 4

/**
 * How many parts are written at once. One engine with one thread a part gives the rows in order for a quarter less CPU
 * time than one engine with all threads, which collects batches of rows to put them in order. A statement holds a
 * thread of libuv's pool, and hashing and gzip need others, or a FIFO would be waited for without end. Parquet files
 * are written one at a time: their bytes differ with the number of threads, so that it is the same whatever is missing.
 */
export const lanesFor = ({ format, threads, memory }: SourceSpec, parts: number): number => {
  if (format === 'PARQUET') return 1
  const pool = Number(env['UV_THREADPOOL_SIZE']) || POOL_THREADS
  const most = [threads, parts, Math.floor(megabytesOf(memory) / LEAST_MEGABYTES), Math.floor(pool / 2)]
  return Math.max(1, Math.min(...most))
}

/** The engines that write so many parts, with the threads and the memory of the export between them. */
export const openLanes = async (spec: SourceSpec, scratch: string, parts: number): Promise<Duck[]> => {
  const lanes = lanesFor(spec, parts)
  const limits = {
    threads: Math.floor(spec.threads / lanes),
    memory: lanes === 1 ? spec.memory : `${Math.floor(megabytesOf(spec.memory) / lanes)}MB`,
  }
  const ducks: Duck[] = []
  try {
    for (let lane = 0; lane < lanes; lane += 1)
      ducks.push(await openEngine({ ...spec, ...limits }, scratch, `scratch-spill-${lane}`))
    return ducks
  } catch (error) {
    for (const duck of ducks) duck.close()
    throw error
  }
}
