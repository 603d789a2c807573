import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { weatherOf } from '../support/network.js'
import { spawnServer } from '../support/server.js'
import { until } from '../support/until.js'
import { visitSamples, type RunVisit } from '../support/visit.js'

let visit: RunVisit
beforeAll(async () => {
  visit = await visitSamples({ width: 1280, height: 700 })
})
afterAll(() => visit?.end())

/** All that a reader sees of a report: what was chosen, the heading, the rows in view, the open row. */
const viewOf = (page: Page) =>
  page.evaluate(() => {
    const texts = (selector: string) =>
      [...document.querySelectorAll<HTMLElement>(selector)].map(({ innerText }) => innerText)
    const grid = document.querySelector('[role=grid]')
    const { top = 0, bottom = 0 } = grid?.getBoundingClientRect() ?? {}
    const rows = [...document.querySelectorAll<HTMLElement>('[role=row][data-index]')].filter((row) => {
      const box = row.getBoundingClientRect()
      return box.top >= top + 33 && box.bottom <= bottom
    })
    return {
      address: location.pathname + location.search,
      counts: texts('[data-testid=counts]'),
      chips: texts('[aria-label="Active filters"] li'),
      columns: texts('[role=columnheader]'),
      order: document.querySelector('[aria-sort=ascending]')?.textContent,
      rows: rows.map((row) => [row.getAttribute('aria-rowindex'), row.innerText]),
      open: texts('[role=dialog] h2'),
    }
  })
type View = Awaited<ReturnType<typeof viewOf>>

/** The view once it has come to rest: the address tells the place, and every row in view is there. */
const settled = (page = visit.page): Promise<View> =>
  until(async () => {
    const before = await viewOf(page)
    await page.waitForTimeout(250)
    const after = await viewOf(page)
    const isWhole = after.rows.length > 3 && after.rows.every(([, text]) => text?.trim())
    return isWhole && JSON.stringify(before) === JSON.stringify(after) && after
  })
const becomes = (view: View, page = visit.page): Promise<void> =>
  expect.poll(() => viewOf(page), { timeout: 30_000 }).toEqual(view)
const scrollTo = (row: number): Promise<void> =>
  visit.page.locator('[role=grid]').evaluate((grid, index) => void (grid.scrollTop = index * 48), row)

test('reload, back, forward and a pasted link bring back filter, order, columns, open row and place', async () => {
  const { page, server, run } = visit
  await page.goto(`${server.url}/runs/${run}/mappings`)
  const plain = await settled()
  await page.getByRole('checkbox', { name: /^Email \d/ }).click()
  const filtered = await settled()
  expect(filtered.rows).not.toEqual(plain.rows)
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('checkbox', { name: 'Source username' }).check()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const widened = await settled()
  expect(widened.columns).toContain('Source username')
  await page.getByRole('button', { name: 'Items', exact: true }).click()
  expect((await settled()).order).toBe('Items')
  await scrollTo(100)
  await page.waitForURL(/at=100/)
  const scrolled = await settled()
  expect(scrolled.rows[0]?.[0]).toBe('102')
  await page.locator('[role=row][data-index="102"]').getByRole('gridcell').first().click()
  await page.getByRole('dialog').waitFor()
  const opened = await settled()
  expect(opened.open.length).toBe(1)

  await page.reload()
  await becomes(opened)
  const other = await page.context().newPage()
  await other.setViewportSize({ width: 1280, height: 700 })
  await other.goto(page.url())
  await becomes(opened, other)
  await other.close()
  await page.goBack()
  await becomes(scrolled)
  await page.goBack()
  await becomes(widened)
  await page.goBack()
  await becomes(plain)
  for (const view of [widened, scrolled, opened]) {
    await page.goForward()
    await becomes(view)
  }
})

test('leaving a report for another and coming back keeps the place', async () => {
  const { page, server, run } = visit
  await page.goto(`${server.url}/runs/${run}/mappings?sort=resolution`)
  await settled()
  await scrollTo(60)
  await page.waitForURL(/at=60/)
  const here = await settled()
  await page.getByRole('link', { name: 'Findings' }).click()
  await page.waitForURL(/findings/)
  await settled()
  await page.goBack()
  await becomes(here)
  await page.goForward()
  await page.waitForURL(/findings/)
})

test('whoever scrolls on before a new order has arrived gets its rows there', async () => {
  const { page, server, run } = visit
  await page.goto(`${server.url}/runs/${run}/mappings?f=resolution.in.EMAIL`)
  await settled()
  const weather = await weatherOf(page)
  await weather('held')
  await page.getByRole('button', { name: 'Items', exact: true }).click()
  await scrollTo(300)
  await page.waitForTimeout(300)
  await weather('clear')
  expect((await settled()).rows[0]?.[0]).toBe('302')
  expect(page.url()).toContain('at=300')
  await page.unrouteAll()
})

test('a server that dies while a view is open is told of, and the view goes on by itself when it is back', async () => {
  const { page, server, data, run } = visit
  await page.goto(`${server.url}/runs/${run}/mappings?f=resolution.in.EMAIL`)
  const before = await settled()
  await server.kill('SIGKILL')
  await page.getByRole('checkbox', { name: /^Unresolved \d/ }).click()
  await page.getByText('UNREACHABLE').first().waitFor()
  expect(await page.getByTestId('counts').innerText()).toBe(before.counts[0])

  const port = new URL(server.url).port
  const again = await spawnServer(data, server.token, '--port', port)
  visit.server.kill = again.kill
  await page.getByText('UNREACHABLE').first().waitFor({ state: 'detached' })
  const after = await settled()
  expect(after.counts).not.toEqual(before.counts)
  await page.goBack()
  await becomes(before)
})
