import { expect, test } from 'vitest'
import { SharedWork } from '../../src/warehouse/shared-work.js'

const deferred = () => {
  const signals: AbortSignal[] = []
  let resolve: (value: string) => void = () => undefined
  const work = (signal: AbortSignal) => {
    signals.push(signal)
    return new Promise<string>((done, fail) => {
      resolve = done
      signal.addEventListener('abort', () => fail(signal.reason as Error))
    })
  }
  return { signals, work, resolve: (value: string) => resolve(value) }
}
const same = (value: string) => value

test('those who ask together share one flight, which ends only when all have gone', async () => {
  const shared = new SharedWork<string>({ limit: 9, weigh: () => 1 })
  const { signals, work, resolve } = deferred()
  const leaver = new AbortController()
  const [gone, stays] = [shared.using('a', work, same, leaver.signal), shared.using('a', work, same)]
  leaver.abort(new Error('left'))
  await expect(gone).rejects.toThrow('left')
  expect(signals.map(({ aborted }) => aborted)).toEqual([false])
  resolve('done')
  expect(await stays).toBe('done')
  const last = new AbortController()
  const alone = shared.using('b', work, same, last.signal)
  last.abort(new Error('left too'))
  await expect(alone).rejects.toThrow('left too')
  expect(signals.map(({ aborted }) => aborted)).toEqual([false, true])
  const again = shared.using('b', work, same)
  resolve('once more')
  expect(await again).toBe('once more')
})

test('the least recently used goes first, and never while it is used', async () => {
  const disposed: string[] = []
  const shared = new SharedWork<string>({
    ...{ limit: 2, weigh: () => 1 },
    dispose: async (value) => void disposed.push(value),
  })
  const ask = (key: string, use: (value: string) => unknown = same) =>
    shared.using(key, async () => key, use as (value: string) => string)
  let leave: () => void = () => undefined
  const using = ask('a', () => new Promise<void>((resolve) => (leave = resolve)))
  await ask('b')
  await ask('c')
  await ask('d')
  expect(disposed).toEqual(['b', 'c'])
  leave()
  await using
  expect(disposed).toEqual(['b', 'c'])
  await ask('e')
  expect(disposed).toEqual(['b', 'c', 'a'])
})

test('what fails is tried again', async () => {
  const shared = new SharedWork<string>({ limit: 2, weigh: () => 1 })
  const failing = shared.using('a', () => Promise.reject(new Error('no luck')), same)
  await expect(failing).rejects.toThrow('no luck')
  expect(await shared.using('a', async () => 'luck', same)).toBe('luck')
})
