import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ServerProcess } from '../support/server.js'
import { until } from '../support/until.js'
import { visitSamples, type RunVisit } from '../support/visit.js'

let visit: RunVisit
let server: ServerProcess
let page: Page
let folder: string
let run: string

beforeAll(async () => {
  visit = await visitSamples()
  ;({ server, page, folder, run } = visit)
})
afterAll(() => visit?.end())

describe('exports', () => {
  test('the rows in view are downloaded as one file, which the page proves', async () => {
    await page.goto(`${server.url}/runs/${run}/mappings?f=resolution.in.UNRESOLVED`)
    await page.getByRole('button', { name: 'Export this report' }).click()
    const dialog = page.getByRole('dialog', { name: 'Export this report' })
    const size = dialog.getByText(/about .* in 1 file/)
    await size.waitFor()
    const rows = Number(/[\d,]+/.exec(await size.innerText())?.[0].replaceAll(',', ''))
    await dialog.getByRole('radio', { name: 'CSV, raw' }).check()
    await dialog.getByText(/about .* in 1 file/).waitFor()
    const downloading = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Export', exact: true }).click()
    const download = await downloading
    const file = join(folder, download.suggestedFilename())
    await download.saveAs(file)
    await page.getByRole('heading', { name: 'What was exported' }).waitFor()
    const lines = readFileSync(file, 'utf8').trimEnd().split(/\r?\n/)
    expect(lines.length).toBe(rows + 1)
    expect(lines.slice(1).every((line) => line.includes(',unresolved,'))).toBe(true)
    const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex')
    await page.getByText(sha256).waitFor()
    await page.getByLabel('Downloaded files to verify').setInputFiles(file)
    await page.getByRole('cell', { name: 'Equal', exact: true }).waitFor()
    writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.from(' ')]))
    await page.getByLabel('Downloaded files to verify').setInputFiles(file)
    await page.getByRole('cell', { name: 'Differs' }).waitFor()
  })

  test('many rows come in parts, each named with its hash, or as one zip', async () => {
    await page.goto(`${server.url}/runs/${run}/principals`)
    await page.getByRole('button', { name: 'Export this report' }).click()
    const dialog = page.getByRole('dialog', { name: 'Export this report' })
    await dialog.getByText('Columns, parts and compression').click()
    await dialog.getByLabel('Rows of a part').fill('25')
    await dialog.getByLabel('Rows of a part').blur()
    await dialog.getByText(/in [2-9]\d* files/).waitFor()
    await dialog.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByRole('button', { name: 'Download all as one zip' }).waitFor()
    expect(await page.getByRole('row').count()).toBeGreaterThan(2)
    await page.getByRole('link', { name: /part-00001/ }).waitFor()
    await page.reload()
    await page.getByRole('button', { name: 'Download all as one zip' }).waitFor()
  })

  test('the items a principal affects, one row a grant', async () => {
    await page.goto(`${server.url}/runs/${run}/mappings?sort=items`)
    await page.locator('[role=row][data-index="0"]:has(button)').getByRole('gridcell').first().click()
    await page.getByRole('dialog').getByRole('link', { name: 'Show affected items' }).click()
    const counted = page.getByText(/^[\d,]+ items? with a grant of its own$/)
    await counted.waitFor()
    const count = (await counted.innerText()).replace(/ with.*/, '')
    await page.getByRole('button', { name: 'Export this report' }).click()
    const dialog = page.getByRole('dialog', { name: 'Export this report' })
    await dialog.getByText(`${count.replace('item', 'row')}, about`).waitFor()
    await dialog.getByRole('radio', { name: 'One a grant' }).check()
    await dialog.getByText(/about .* in 1 file/).waitFor()
    await dialog.getByText('Columns, parts and compression').click()
    await dialog.getByRole('checkbox', { name: 'rights' }).waitFor()
    const downloading = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Export', exact: true }).click()
    const file = join(folder, 'grants.csv')
    await (await downloading).saveAs(file)
    await page.getByText(/by its own grants/).waitFor()
    const [header = '', ...lines] = readFileSync(file, 'utf8').trimEnd().split(/\r?\n/)
    expect(header).toContain('principal_name,principal_caption,access,rights')
    expect(lines.length).toBeGreaterThan(0)
    await page.getByRole('button', { name: 'Delete' }).click()
  })

  test('the history lists them, and one that is deleted is gone', async () => {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Exports' }).click()
    const entries = page.getByRole('list', { name: 'Exports' }).getByRole('listitem')
    await until(async () => (await entries.count()) === 2)
    await entries.first().getByRole('link').click()
    await page.getByRole('button', { name: 'Delete' }).click()
    await until(async () => (await entries.count()) === 1)
  })
})
