import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { ProgressLine } from '../../src/cli/progress-line.js'

const stream = (isTTY: boolean) => {
  const written = new PassThrough({ encoding: 'utf8' })
  const line = new ProgressLine(Object.assign(written, { isTTY }) as unknown as NodeJS.WriteStream)
  return { line, said: () => written.read() as string | null }
}
const at = (done: number, total: number | null, rate: number | null) => ({
  state: 'RUNNING' as const,
  phase: 'READ' as const,
  progressDone: done,
  progressTotal: total,
  progressRate: rate,
})

it('rewrites one line on a terminal: a bar, the figures, the pace and the time left', () => {
  const { line, said } = stream(true)
  line.show(at(50, 200, 2))
  expect(said()).toBe('\r\u001b[KREAD [######..................] 50/200 2/s 75 s left')
  line.show(at(200, 200, 0.4))
  expect(said()).toBe('\r\u001b[KREAD [########################] 200/200 0/s 0 s left')
  line.clear()
  expect(said()).toBe('\r\u001b[K')
})

it.each([
  [at(7, null, 3), 'READ 7 3/s'],
  [at(0, 1000, 0.05), 'READ [........................] 0/1000 0/s 5 h 34 min left'],
  [at(0, 1000, 1), 'READ [........................] 0/1000 1/s 17 min left'],
  [{ ...at(0, 0, null), state: 'STOPPING' as const }, 'STOPPING 0'],
])('says what is known: %j', (run, text) => {
  const { line, said } = stream(true)
  line.show(run)
  expect(said()).toBe(`\r\u001b[K${text}`)
})

it('writes a line a phase where nobody watches, and nothing without a stream', () => {
  const { line, said } = stream(false)
  line.show(at(1, 2, 1))
  line.show(at(2, 2, 1))
  line.show({ ...at(0, 1, 1), phase: 'RESOLVE' })
  line.clear()
  expect(said()).toBe('READ\nRESOLVE\n')
  new ProgressLine(null).show(at(1, 2, 1))
})
