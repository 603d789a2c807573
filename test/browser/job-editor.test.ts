import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { violations } from '../support/axe.js'
import { REAL_DATA } from '../support/paths.js'
import type { ServerProcess } from '../support/server.js'
import { visit, type Visit } from '../support/visit.js'

const PACKAGES = [
  'aem/apache__sling-org-apache-sling-feature-cpconverter/src/test/resources/org/apache/sling/feature/cpconverter/demo-cp.zip',
  'aem/apache__jackrabbit-filevault/vault-core-it/vault-core-integration-tests/src/main/resources/test-packages/mode_ac_test_a_uuid.zip',
].map((path) => join(REAL_DATA, path))

let visited: Visit
let server: ServerProcess
let page: Page
let folder: string

beforeAll(async () => {
  visited = await visit(() => Promise.resolve({}))
  ;({ server, page, folder } = visited)
})
afterAll(() => visited?.end())

describe('the job editor', () => {
  test('says what is missing, and next to each field once saving was tried', async () => {
    await page.getByRole('link', { name: 'New job' }).first().click()
    await page.getByRole('heading', { name: 'New job' }).waitFor()
    await page.getByText('2 things to settle').waitFor()
    expect(await page.locator('.field .faults').count()).toBe(0)
    await page.getByRole('button', { name: 'Save job' }).click()
    await page.locator('.field .faults').first().waitFor()
    expect(await page.getByLabel('Name of the job').getAttribute('aria-invalid')).toBe('true')
    expect(await violations(page)).toEqual([])
  })

  test('refuses a file of the wrong kind before the job is saved', async () => {
    const odd = join(folder, 'odd.bin')
    writeFileSync(odd, 'not a package')
    await page.getByLabel('Files for Source files').setInputFiles(odd)
    await page.getByRole('group', { name: 'Source files' }).getByText('odd.bin').waitFor()
    await page.getByRole('button', { name: 'Remove odd.bin' }).click()
    await page.getByText('things to settle').waitFor()
  })

  test.skipIf(!existsSync(REAL_DATA))(
    'makes a job of uploaded packages and runs it to both reports',
    async () => {
      await page.getByLabel('Name of the job').fill('Uploaded <b>packages</b> 🧳')
      await page.getByLabel('Files for Source files').setInputFiles(PACKAGES)
      const files = page.getByRole('group', { name: 'Source files' })
      await files.getByText('demo-cp.zip').waitFor()
      await files.getByText('mode_ac_test_a_uuid.zip').waitFor()
      const destination = join(folder, 'ims.csv')
      writeFileSync(destination, 'email,id\nuser@example.com,1\n')
      await page.getByLabel('Files for Destination directory files').setInputFiles(destination)
      await page.getByText('Ready to save').waitFor()
      await page.getByRole('switch', { name: 'Map users' }).click()
      await page.getByText('highly recommended for an author instance').waitFor()
      await page.getByRole('switch', { name: 'Map users' }).click()
      await page.getByRole('button', { name: 'Save and start a run' }).click()
      const dialog = page.getByRole('dialog', { name: 'Start a run' })
      await dialog.getByRole('button', { name: 'Start run' }).click()
      await page.getByRole('link', { name: 'User mappings' }).first().waitFor({ timeout: 60_000 })
      await page.getByRole('link', { name: 'Principal migration' }).first().click()
      await page.locator('[role=grid] [role=row]').nth(1).waitFor()
      await page.getByRole('link', { name: 'User mappings' }).first().click()
      await page.locator('[role=grid] [role=row]').nth(1).waitFor()
    },
  )

  test('shows a job as it was saved, changes it, and deletes it', async () => {
    await page.goto(server.url)
    await page.getByRole('link', { name: /^Edit/ }).first().click()
    const name = page.getByLabel('Name of the job')
    await name.waitFor()
    expect(await page.getByRole('group', { name: 'Source files' }).getByRole('listitem').count()).toBe(2)
    await page.getByText('Ready to save').waitFor()
    await name.fill('Renamed')
    await page.getByRole('button', { name: 'Save job' }).click()
    await page.getByRole('heading', { name: 'Renamed' }).waitFor()
    await page.getByRole('link', { name: /^Edit/ }).first().click()
    await page.getByRole('button', { name: 'Delete job …' }).click()
    expect(await violations(page)).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: 'Delete job' }).click()
    await page.getByRole('heading', { name: 'There are no jobs yet' }).waitFor()
  })
})
