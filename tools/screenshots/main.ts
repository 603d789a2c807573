/// <reference lib="dom" />
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { launchBrowser } from '../browser.js'
import { generateSamples } from '../samples/generate-samples.js'
import { ROOT, serveFolder, type Served } from '../serve.js'
import { runLiveJob } from './live-directory.js'
import { SCREENS, type Scene } from './screens.js'

const IMAGES = join(ROOT, 'docs/images')
const HEIGHT = 800

interface Runs {
  runs: {
    edges: { node: { id: string; number: number; state: string; job: { id: string; name: string } } }[]
  }
}

/** The first run of the sample author job, once the runs of all `count` samples have finished. */
const sampleRun = async (served: Served, count: number): Promise<Pick<Scene, 'run' | 'job' | 'grouped'>> => {
  for (;;) {
    const { runs } = await served.ask<Runs>(
      '{ runs(first: 50) { edges { node { id number state job { id name } } } } }',
    )
    const nodes = runs.edges.map(({ node }) => node)
    const found = nodes.find(({ number, job }) => number === 1 && job.name === 'fjordwood-sites')
    const grouped = nodes.find(({ job }) => job.name === 'fjordwood-intranet')?.id ?? ''
    if (found && nodes.length === count && nodes.every(({ state }) => state === 'FINISHED'))
      return { run: found.id, job: found.job.id, grouped }
    await pause(250)
  }
}
const exportOf = async (served: Served, runId: string): Promise<string> => {
  const { startExport } = await served.ask<{ startExport: { id: string } }>(
    `mutation ($input: StartExportInput!) { startExport(input: $input) { ... on Export { id } } }`,
    { input: { report: 'MAPPINGS', runId, format: 'SAFE_CSV', partRows: 250 } },
  )
  return startExport.id
}

const folder = mkdtempSync(join(tmpdir(), 'crosswalk-screenshots-'))
mkdirSync(IMAGES, { recursive: true })
const samples = join(folder, 'samples')
const jobs = await generateSamples(samples)
const data = join(folder, 'data')
const served = await serveFolder(data, '--samples', samples)
const browser = await launchBrowser()
const only = process.argv.slice(2)
try {
  const page = await browser.newPage({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.goto(served.link)
  await page.getByRole('heading', { name: 'Jobs', exact: true }).waitFor()
  const sample = await sampleRun(served, jobs.length)
  await runLiveJob(served, samples, data)
  const scene: Scene = { page, url: served.url, ...sample, exported: await exportOf(served, sample.run) }
  for (const [name, { open, dark, width = 1280 }] of Object.entries(SCREENS)) {
    if (only.length > 0 && !only.includes(name)) continue
    await page.setViewportSize({ width, height: HEIGHT })
    await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' })
    await open(scene)
    await page.waitForLoadState('networkidle')
    await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null)
    await page.screenshot({ path: join(IMAGES, `${name}.png`) })
    console.log(`docs/images/${name}.png`)
  }
} finally {
  await browser.close()
  await served.stop()
  rmSync(folder, { recursive: true, force: true })
}
