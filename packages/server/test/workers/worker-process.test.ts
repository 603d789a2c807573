import { expect, it } from 'vitest'
import { endOf } from '../../src/workers/run-end.js'
import { WorkerProcess } from '../../src/workers/worker-process.js'

const HEAP_MEGABYTES = 32

it('a worker that uses up its heap ends as out of memory, with the cure', async () => {
  const worker = new WorkerProcess(new URL('hoarder.mjs', import.meta.url), HEAP_MEGABYTES, () => undefined)
  worker.start({ folder: '', spec: {}, heapMegabytes: HEAP_MEGABYTES })
  expect(endOf(await worker.ended)).toEqual({
    state: 'FAILED',
    problemCode: 'OUT_OF_MEMORY',
    problemMessage: expect.stringContaining('Raise limits.memory') as string,
  })
})
