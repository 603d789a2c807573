import type { CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Random } from '../../tools/generate/random.js'
import { visitLongRun } from '../support/long-run.js'
import type { ServerProcess } from '../support/server.js'
import { until } from '../support/until.js'
import type { RunVisit } from '../support/visit.js'

const FULL = process.env['CROSSWALK_TEST'] === 'full'
/** Both are far beyond the tallest element a browser allows for. */
const ROWS = FULL ? 1_000_000 : 130_000
const JUMPS = FULL ? 300 : 20
/** Jumps until as many rows are kept as ever will be. */
const WARM_UP = 30
const CONTIGUOUS = FULL ? 20_000 : 2_000
const SEED = Number(process.env['CROSSWALK_SEED'] ?? Date.now() % 1_000_000)
let visited: RunVisit
let server: ServerProcess
let page: Page
let cdp: CDPSession
let run: string

beforeAll(async () => {
  visited = await visitLongRun(ROWS, { width: 1280, height: 2_400 })
  ;({ server, page, run } = visited)
  cdp = await page.context().newCDPSession(page)
  await page.goto(`${server.url}/runs/${run}/mappings?cols=source-id`)
  await loaded()
})
afterAll(() => visited?.end())

interface Line {
  index: number
  text: string
}

/** The rows in view once all are there: their position by `aria-rowindex`, and their source id. */
const loaded = (): Promise<Line[]> =>
  until(() =>
    page.evaluate(() => {
      const grid = document.querySelector('[role=grid]')
      if (!grid) return null
      const { top, bottom } = grid.getBoundingClientRect()
      const rows = [...grid.querySelectorAll<HTMLElement>('[role=row][data-index]')].filter((row) => {
        const box = row.getBoundingClientRect()
        return box.bottom > top + 34 && box.top < bottom
      })
      const lines = rows.map((row) => ({
        index: Number(row.getAttribute('aria-rowindex')) - 2,
        text: row.querySelector('[role=gridcell] .value')?.textContent ?? '',
      }))
      return lines.length > 10 && lines.every(({ text }) => text !== '') ? lines : null
    }),
  )
const scrollTo = (share: number): Promise<void> =>
  page.locator('[role=grid]').evaluate(async (grid, part) => {
    grid.scrollTop = part * (grid.scrollHeight - grid.clientHeight)
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  }, share)
const step = (): Promise<void> =>
  page.locator('[role=grid]').evaluate(async (grid) => {
    grid.scrollTop += grid.clientHeight - 100
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  })

const idsFrom = async (at: number, limit: number): Promise<string[]> => {
  const { mappingsWindow } = await server.graphql<{
    mappingsWindow: { edges: { node: { source: { id: string } } }[] }
  }>(
    `query ($run: ID!, $at: SafeInt!, $limit: Int!) { mappingsWindow(runId: $run, at: $at, limit: $limit) {
       ... on MappingConnection { edges { node { source { id } } } } } }`,
    { run, at, limit },
  )
  return mappingsWindow.edges.map(({ node }) => node.source.id)
}
const expectTrue = async (lines: Line[]): Promise<void> => {
  const first = lines[0]?.index ?? 0
  expect(lines.map(({ index }) => index)).toEqual(lines.map((_, offset) => first + offset))
  expect(lines.map(({ text }) => text)).toEqual(await idsFrom(first, lines.length))
}
const heap = async (): Promise<number> => {
  await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  return usedSize
}

test(`${JUMPS} random jumps over ${ROWS} rows show exactly the rows of their place (seed ${SEED})`, async () => {
  const random = new Random(SEED)
  expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe(String(ROWS + 1))
  for (let jump = 0; jump < WARM_UP; jump += 1) {
    await scrollTo(random.below(1_000_000) / 1_000_000)
    await loaded()
  }
  const before = await heap()
  const seen = new Set<number>()
  for (let jump = 0; jump < JUMPS; jump += 1) {
    const share = random.below(1_000_000) / 1_000_000
    await scrollTo(share)
    const lines = await loaded()
    seen.add(lines[0]?.index ?? -1)
    expect(Math.abs((lines[0]?.index ?? 0) / ROWS - share)).toBeLessThan(0.02)
    await expectTrue(lines)
  }
  expect(seen.size).toBeGreaterThan(JUMPS * 0.9)
  await scrollTo(0)
  await loaded()
  expect(await heap()).toBeLessThan(before * 1.2)
})

test.each([
  ['start', 0],
  ['middle', 0.5],
  ['end', 1 - CONTIGUOUS / ROWS],
])(`${CONTIGUOUS} rows in a row at the %s, none left out`, async (_name, share) => {
  await scrollTo(share)
  const first = (await loaded())[0]?.index ?? 0
  let next = first
  const end = Math.min(first + CONTIGUOUS, ROWS)
  while (next < end) {
    const lines = await loaded()
    expect(lines[0]?.index).toBeLessThanOrEqual(next)
    next = (lines.at(-1)?.index ?? 0) + 1
    await expectTrue(lines)
    await step()
  }
  expect(next).toBeGreaterThanOrEqual(end)
})

test('the grid tells its size, its order and the place of every row and cell, wherever it is scrolled to', async () => {
  await page.goto(`${server.url}/runs/${run}/mappings?sort=destination`)
  for (const share of [0, 0.37, 1]) {
    await until(async () => (await page.locator('[role=gridcell] .skeleton').count()) === 0)
    await scrollTo(share)
    await until(async () => (await page.locator('[role=gridcell] .skeleton').count()) === 0)
    const told = await page.getByRole('grid').evaluate((grid) => {
      const of = (element: Element, name: string) => element.getAttribute(`aria-${name}`)
      const rows = [...grid.querySelectorAll('[role=row][data-index]')]
      return {
        size: [of(grid, 'rowcount'), of(grid, 'colcount')].map(Number),
        sorts: [...grid.querySelectorAll('[role=columnheader]')].map((head) => of(head, 'sort')),
        wrong: rows.filter((row) => {
          const cells = [...row.querySelectorAll('[role=gridcell]')].map((cell) => of(cell, 'colindex'))
          return (
            Number(of(row, 'rowindex')) !== Number(row.getAttribute('data-index')) + 2 ||
            cells.join() !== cells.map((_, place) => place + 1).join()
          )
        }).length,
        stops: grid.querySelectorAll('[role=row][tabindex="0"]').length,
      }
    })
    expect(told).toEqual({
      size: [ROWS + 1, told.sorts.length],
      sorts: [null, 'ascending', 'none', null, 'none', null],
      wrong: 0,
      stops: 1,
    })
  }
})
