/// <reference lib="dom" />
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { writeBigDirectory } from '../generate/big-directory.js'
import { launchBrowser } from '../browser.js'
import { serveFolder } from '../serve.js'
import type { Bench } from './bench.js'
import { runJob } from './cli-run.js'
import type { Figure } from './figure.js'

const JOB = `version: 1
name: bench-web
source: { platform: bench, inputs: [ { format: directory-csv, path: source.csv } ] }
destination: { platform: bench, inputs: [ { format: directory-csv, path: destination.csv } ] }
mapping: { preset: dryviq, on: true }
`
/** Both are beyond the tallest element a browser allows for. */
const ROWS = { usual: 200_000, full: 10_000_000 }
const DESTINATIONS = 1_000
const FRAMES = 600

/** Sizes of the scripts that a page has asked for so far, compressed as a server in front would. */
const watchScripts = (page: Page): (() => Promise<number>) => {
  const scripts: Promise<number>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script')
      scripts.push(response.body().then((body) => gzipSync(body, { level: 9 }).length))
  })
  return async () => (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0)
}

/** Scrolls by wheel-sized steps and by jumps, once a frame; the longest time between two frames, ms. */
const longestFrame = (page: Page, frames: number): Promise<number> =>
  page.evaluate(async (count) => {
    const grid = document.querySelector('[role=grid]')
    if (!grid) throw new Error('no grid')
    const frame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done))
    let [longest, last] = [0, await frame()]
    for (let step = 0; step < count; step += 1) {
      grid.scrollTop = step % 100 === 99 ? (grid.scrollHeight * step) / count : grid.scrollTop + 120
      const now = await frame()
      if (step > 10) longest = Math.max(longest, now - last)
      last = now
    }
    return longest
  }, frames)

const firstPage = async (browser: Browser, url: string, link: string, run: string) => {
  const signing = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await signing.newPage()
  await page.goto(link)
  await page.getByRole('heading', { name: 'Jobs' }).waitFor()
  const report = await signing.newPage()
  const size = watchScripts(report)
  await report.goto(`${url}/runs/${run}/mappings`)
  await report.locator('[role=row][aria-rowindex="2"] [role=gridcell]').first().waitFor()
  await report.waitForLoadState('networkidle')
  return { report, kilobytes: (await size()) / 1000 }
}

/** W1: what the first report page weighs, and whether scrolling a long report ever stutters. */
export const web: Bench = async ({ folder, full, progress }) => {
  const rows = full ? ROWS.full : ROWS.usual
  await mkdir(folder, { recursive: true })
  progress(`writing a directory of ${rows} accounts`)
  await writeBigDirectory(path.join(folder, 'source.csv'), rows)
  await writeBigDirectory(path.join(folder, 'destination.csv'), DESTINATIONS)
  const job = path.join(folder, 'job.yaml')
  await writeFile(job, JOB)
  progress('running the job')
  const data = path.join(folder, 'data')
  const { id } = await runJob(job, data)
  const server = await serveFolder(data)
  const browser = await launchBrowser()
  try {
    progress('opening the first report page')
    const { report, kilobytes } = await firstPage(browser, server.url, server.link, id)
    progress('scrolling')
    const frame = await longestFrame(report, FRAMES)
    const figures: Figure[] = [
      {
        id: 'W1 first page',
        value: kilobytes,
        unit: 'kB',
        budget: { at: 'most', bound: 180 },
        detail: 'gzip JavaScript of the user mappings page, opened first',
      },
      {
        id: 'W1 longest frame',
        value: frame,
        unit: 'ms',
        budget: { at: 'most', bound: 50 },
        judged: full,
        detail: `${FRAMES} frames of steps and jumps over ${rows} rows`,
      },
    ]
    return figures
  } finally {
    await browser.close()
    await server.stop()
  }
}
