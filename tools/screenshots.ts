import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { generateSamples } from './samples/generate-samples.js'
import { openBrowser, ROOT, serve } from './serve.js'

const IMAGES = join(ROOT, 'docs/images')

/** Each page of the documentation, by the file it becomes; `run` is the sample author job's first run. */
const SCREENS: Readonly<Record<string, (page: Page, url: string, run: string) => Promise<unknown>>> = {
  jobs: (page, url) => page.goto(url),
  overview: (page, url, run) => page.goto(`${url}/runs/${run}`),
  mappings: (page, url, run) => page.goto(`${url}/runs/${run}/mappings`),
  evidence: async (page, url, run) => {
    await page.goto(`${url}/runs/${run}/mappings?f=reason.in.NOT_FOUND`)
    await page.getByText('Unresolved').nth(2).waitFor()
    await page.locator('[role=grid] [role=row]').nth(1).click()
    await page.getByRole('heading', { name: 'Near misses' }).waitFor()
  },
  exception: async (page, url, run) => {
    await page.goto(`${url}/runs/${run}/mappings?f=reason.in.AMBIGUOUS`)
    await page.getByText('Ambiguous').nth(1).waitFor()
    await page.locator('[role=grid] [role=row]').nth(1).click()
    await page.getByRole('button', { name: 'Make an exception' }).click()
    await page.getByRole('radio').first().check()
  },
  principals: (page, url, run) => page.goto(`${url}/runs/${run}/principals`),
  items: (page, url, run) => page.goto(`${url}/runs/${run}/items`),
  findings: (page, url, run) => page.goto(`${url}/runs/${run}/findings`),
  quality: (page, url, run) => page.goto(`${url}/runs/${run}/quality`),
  'all-jobs': (page, url) => page.goto(`${url}/all/mappings`),
}

/** The first run of the sample author job, once all four runs have finished. */
const sampleRun = async (page: Page, url: string): Promise<string> => {
  for (;;) {
    const answer = await page.request.post(`${url}/graphql`, {
      headers: { origin: url },
      data: { query: '{ runs(first: 9) { edges { node { id number state job { name } } } } }' },
    })
    const { data } = (await answer.json()) as {
      data: {
        runs: { edges: { node: { id: string; number: number; state: string; job: { name: string } } }[] }
      }
    }
    const runs = data.runs.edges.map(({ node }) => node)
    const run = runs.find(({ number, job }) => number === 1 && job.name === 'fjordwood-sites')
    if (run && runs.length > 3 && runs.every(({ state }) => state === 'FINISHED')) return run.id
    await page.waitForTimeout(250)
  }
}

const folder = mkdtempSync(join(tmpdir(), 'crosswalk-screenshots-'))
mkdirSync(IMAGES, { recursive: true })
const samples = join(folder, 'samples')
await generateSamples(samples)
const server = await serve(join(folder, 'data'), '--samples', samples)
const { link, url } = server
const browser = await openBrowser()
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' })
  await page.goto(link)
  await page.getByRole('heading', { name: 'Jobs' }).waitFor()
  const run = await sampleRun(page, url)
  for (const [name, open] of Object.entries(SCREENS)) {
    await open(page, url, run)
    await page.waitForLoadState('networkidle')
    await page.waitForTimeout(500)
    await page.screenshot({ path: join(IMAGES, `${name}.png`) })
    console.log(`docs/images/${name}.png`)
  }
} finally {
  await browser.close()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
