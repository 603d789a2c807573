import { tmpdir } from 'node:os'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { lanesFor, openLanes } from '../../src/exports/lanes.js'
import { specOf } from './support.js'

beforeEach(() => {
  vi.stubEnv('UV_THREADPOOL_SIZE', '16')
})
afterEach(() => {
  vi.unstubAllEnvs()
})

test.each([
  ['as many as there are threads', { threads: 2 }, 10, 2],
  ['no more than there are parts', { threads: 4 }, 3, 3],
  ['one where nothing is missing', { threads: 4 }, 0, 1],
  ['one where there is one thread', { threads: 1 }, 10, 1],
  ['as many as the memory is enough for', { threads: 4, memory: '300MB' }, 10, 2],
  ['one, however little memory there is', { threads: 4, memory: '64MB' }, 10, 1],
  ['one of Parquet', { threads: 4, format: 'PARQUET' as const }, 10, 1],
  ['half of the pool, which reads and compresses too', { threads: 64, memory: '64GB' }, 99, 8],
])('lanes: %s', (_, change, parts, lanes) => {
  expect(lanesFor(specOf('/runs', change), parts)).toBe(lanes)
})

test.each([undefined, 'many'])(
  'lanes: two, of the four threads that a pool has unless told a number: %s',
  (size) => {
    vi.stubEnv('UV_THREADPOOL_SIZE', size)
    expect(lanesFor(specOf('/runs', { threads: 4 }), 10)).toBe(2)
  },
)

test('lanes share the threads and the memory of the export', async () => {
  const ducks = await openLanes(specOf('/runs', { threads: 5, memory: '1GB' }), tmpdir(), 2)
  const limits = await Promise.all(
    ducks.map((duck) =>
      duck.rows(
        { name: 'limits' },
        `SELECT current_setting('threads')::INTEGER AS threads, current_setting('memory_limit') AS memory`,
      ),
    ),
  )
  expect(limits).toEqual([[{ threads: 2, memory: '476.8 MiB' }], [{ threads: 2, memory: '476.8 MiB' }]])
  for (const duck of ducks) duck.close()
})
