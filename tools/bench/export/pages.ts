import { serveFolder, type Served } from '../../serve.js'
import type { Figure } from '../figure.js'

const PAGES = 300
const WINDOW = `query ($runId: ID!, $at: SafeInt!) { mappingsWindow(runId: $runId, at: $at, limit: 50) {
  ... on MappingConnection { edges { node { id resolution source { name caption } destination { name } } } } } }`
const START = `mutation ($runId: ID!) {
  startExport(input: { report: MAPPINGS, runId: $runId, format: CSV }) { ... on Export { id } } }`
const REMOVE = 'mutation ($id: ID!) { deleteExport(input: { exportId: $id }) { __typename } }'
const STATE = 'query ($id: ID!) { export(id: $id) { state } }'

interface Run {
  readonly runId: string
  readonly rows: number
}

const p99 = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.99) - 1] ?? Number.NaN

const page = async (served: Served, { runId, rows }: Run, turn: number): Promise<number> => {
  const since = performance.now()
  await served.ask(WINDOW, { runId, at: (turn * 7919 * 50) % rows })
  return performance.now() - since
}

/** Milliseconds of pages while exports go on, one after the other. */
const pagesDuring = async (served: Served, run: Run): Promise<number[]> => {
  const times: number[] = []
  while (times.length < PAGES) {
    const { startExport } = await served.ask<{ startExport: { id: string } }>(START, { runId: run.runId })
    const { id } = startExport
    for (let state = 'QUEUED'; state !== 'FINISHED';) {
      for (let turn = 0; turn < 5; turn += 1) times.push(await page(served, run, times.length))
      state = (await served.ask<{ export: { state: string } }>(STATE, { id })).export.state
      if (state === 'FAILED') throw new Error('The export failed.')
    }
    await served.ask(REMOVE, { id })
  }
  return times
}

/** The loop is looked at so often, and what is told is the time between two looks: an idle loop's is this. */
const LOOK_MS = 10

/** How much later than it was due the server came to its work, at worst but for one time in a hundred. */
const eventLoopP99 = async ({ url, token }: Served): Promise<number> => {
  const answer = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${token}` } })
  return 1000 * Number(/^nodejs_eventloop_lag_p99_seconds (\S+)/m.exec(await answer.text())?.[1]) - LOOK_MS
}

/** Budget Q2: pages over HTTP while an export runs, beside the same pages while none does. */
export const pageFigures = async (data: string, run: Run): Promise<Figure[]> => {
  const served = await serveFolder(data)
  try {
    const idle: number[] = []
    for (let turn = 0; turn < PAGES; turn += 1) idle.push(await page(served, run, turn))
    await eventLoopP99(served)
    const busy = await pagesDuring(served, run)
    const lag = await eventLoopP99(served)
    const [alone, beside] = [p99(idle), p99(busy)]
    const ms = (value: number) => `${value.toFixed(1)} ms`
    return [
      {
        ...{ id: 'Q2.pages', value: beside / alone, unit: '×', budget: { at: 'most', bound: 3 } },
        detail: `p99 of ${busy.length} pages ${ms(beside)} during exports, ${ms(alone)} idle`,
      },
      {
        ...{ id: 'Q2.event_loop', value: lag, unit: 'ms', budget: { at: 'most', bound: 25 } },
        detail: "p99 of the server's delay during exports, less the 10 ms between two looks",
      },
    ]
  } finally {
    await served.stop()
  }
}
