import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { generateSamples } from './samples/generate-samples.js'

const ROOT = resolve(import.meta.dirname, '../..')
const IMAGES = join(ROOT, 'docs/images')
const CLI = join(ROOT, 'packages/server/dist/cli/main.js')

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
  principals: (page, url, run) => page.goto(`${url}/runs/${run}/principals`),
}

const startServer = async (data: string, samples: string) => {
  const child = spawn(process.execPath, [CLI, 'serve', '--data', data, '--port', '0', '--samples', samples], {
    env: { ...process.env, CROSSWALK_LOG_LEVEL: 'error' },
  })
  const greeting = await new Promise<string>((done) => {
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (text.includes('Press Ctrl-C')) done(text)
    })
  })
  return {
    child,
    link: /(\S+\/sign-in#\S+)/.exec(greeting)?.[1] ?? '',
    url: /at (\S+)/.exec(greeting)?.[1] ?? '',
  }
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
const { child, link, url } = await startServer(join(folder, 'data'), samples)
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
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
  child.kill('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
}
