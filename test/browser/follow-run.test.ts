import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeBigPackage } from '../../tools/generate/big-package.js'
import { violations } from '../support/axe.js'
import { runJob } from '../support/cli.js'
import { visit, type Visit } from '../support/visit.js'

let visited: Visit
let page: Page
let data: string
let undisturbed: { run: string; fingerprint: string }

beforeAll(async () => {
  visited = await visit(async (folder, files) => {
    const file = join(files, 'big.zip')
    await writeBigPackage(file, { items: 6000, principals: 3000 })
    undisturbed = await runJob(file, folder)
    return {}
  })
  ;({ page, data } = visited)
})
afterAll(() => visited?.end())

const state = (text: string): Promise<void> =>
  page.locator('.title').getByText(text, { exact: true }).waitFor()
const tab = (name: string): Promise<void> => page.getByRole('link', { name, exact: true }).click()

test('a run is started, stopped, looked into, resumed, reloaded in the middle, and ends at its results', async () => {
  await page.getByRole('button', { name: /^Start run/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Start run' }).click()
  await state('Running')
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await state('Stopped')
  await page.getByRole('button', { name: 'Start over' }).waitFor()

  await tab('Log')
  await page.getByText('Stopped; what was finished is kept.').waitFor()
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Resume' }).click()
  await state('Running')
  await page
    .getByText(/^Resumed|^Started\.$/)
    .last()
    .waitFor()
  await page.reload()
  await page.getByText('Stopped; what was finished is kept.').waitFor()
  await state('Finished')

  await page.getByText('Finished.', { exact: true }).waitFor()
  const id = /runs\/(run_[^/]+)/.exec(page.url())?.[1] ?? ''
  const lines = readFileSync(join(data, 'runs', id, 'log.ndjson'), 'utf8')
    .trimEnd()
    .split('\n').length
  await page
    .getByTestId('log-count')
    .getByText(new RegExp(`of ${lines.toLocaleString('en')} lines`))
    .waitFor()
  await page.getByRole('checkbox', { name: /Info/ }).uncheck()
  expect(await page.getByText('Finished.', { exact: true }).count()).toBe(0)

  await tab('Overview')
  await page.getByRole('heading', { name: 'Principal migration' }).waitFor()
  await page.getByText(undisturbed.fingerprint).waitFor()
  await tab('Run history')
  const runs = page.getByRole('rowheader')
  await expect.poll(() => runs.allInnerTexts(), { timeout: 60_000 }).toEqual(['Run 2', 'Run 1'])
  expect(await violations(page)).toEqual([])
})

test('starting again makes a new run of the job, which a second page follows without asking for anything', async () => {
  const watcher = await page.context().newPage()
  await page.getByRole('button', { name: 'Start again' }).click()
  await page.waitForURL(/runs\/run_[^/]+$/)
  await watcher.goto(`${page.url()}/log`)
  await watcher.getByText('Started.').waitFor()
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await watcher.locator('.title').getByText('Stopped', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Resume' }).click()
  await watcher.locator('.title').getByText('Finished', { exact: true }).waitFor()
  expect(visited.faults).toEqual([])
  await watcher.close()
})
