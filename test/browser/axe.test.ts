import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { colourViolations, violations } from '../support/axe.js'
import { weatherOf } from '../support/network.js'
import { until } from '../support/until.js'
import { visitSamples, type RunVisit } from '../support/visit.js'
import type { StandIn } from '../../tools/umapi-stand-in/stand-in.js'
import { inventWorld } from '../../tools/umapi-stand-in/world.js'
import { launchBrowser } from '../../tools/browser.js'
import { DIRECTORY, configure, fastStandIn, umapiInput } from '../support/live.js'

const FULL = process.env['CROSSWALK_TEST'] === 'full'
/** What the pages around a view ask; the view alone has the weather. */
const AROUND_RUN = ['Viewer', 'Run']

interface Case {
  path: () => string
  /** Nothing of it comes from the server. */
  still?: boolean
  /** The page of another route over all jobs: the usual size looks at it loaded, in light, alone. */
  twin?: true
  /** Questions that are answered in any weather. */
  spared?: readonly string[]
  /** Something only the loaded page has. */
  loaded: (page: Page) => Promise<unknown>
  /** Opens a dialog of its own; every other page has the keyboard help, which the usual size looks at on one of them. */
  dialog?: (page: Page) => Promise<unknown>
  drawer?: (page: Page) => Promise<unknown>
}

const heading = (name: string | RegExp) => (page: Page) =>
  page.getByRole('heading', { name }).first().waitFor()
const press = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first().click()
const row = (page: Page) =>
  page.locator('[role=row][aria-rowindex="2"] .cell > :not(.skeleton)').first().waitFor()
const openFirstRow = (page: Page) =>
  page.locator('[role=row][aria-rowindex="2"] [role=gridcell]').first().click()
const report = (path: () => string, own: Partial<Case> = {}): Case => ({
  ...{ path, loaded: row, drawer: openFirstRow, spared: AROUND_RUN },
  ...own,
})

let visit: RunVisit
let job: string
let exported: string
/** Address of a comparison with a report made elsewhere. */
let validated: string
/** A run under the ruleset that migrates groups alone. */
let grouped: string
let directory: string
let standIn: StandIn
let other: Browser | undefined

/** A page with a weather and a browser of its own. Two are looked at at a time: axe keeps one core busy. */
interface Station {
  page: Page
  weather: Awaited<ReturnType<typeof weatherOf>>
}
const free: Station[] = []
const awaiting: ((station: Station) => void)[] = []
const release = (station: Station): void => {
  const next = awaiting.shift()
  if (next === undefined) free.push(station)
  else next(station)
}
const atStation = async (work: (station: Station) => Promise<void>): Promise<void> => {
  const station = free.pop() ?? (await new Promise<Station>((given) => awaiting.push(given)))
  try {
    await work(station)
  } finally {
    release(station)
  }
}

/** Every route by its name, as the router has it. */
const CASES: Readonly<Record<string, Case>> = {
  jobs: { path: () => '/', loaded: heading('fjordwood-share'), dialog: press(/^Start run/) },
  'new-job': { path: () => '/jobs/new', still: true, loaded: heading('New job') },
  'edit-job': {
    path: () => `/jobs/${job}/edit`,
    loaded: (page) => page.getByRole('button', { name: 'Delete job …' }).waitFor(),
    dialog: press('Delete job …'),
  },
  directories: { path: () => '/directories', loaded: heading(DIRECTORY) },
  'new-directory': {
    path: () => '/directories/new',
    still: true,
    loaded: (page) => page.getByLabel('Name').waitFor(),
  },
  directory: { path: () => `/directories/${directory}`, loaded: (page) => page.getByLabel('Name').waitFor() },
  exports: {
    path: () => '/exports',
    loaded: (page) => page.getByRole('list', { name: 'Exports' }).getByRole('link').first().waitFor(),
  },
  export: { path: () => `/exports/${exported}`, loaded: heading('What was exported') },
  'sign-in': { path: () => '/sign-in', still: true, loaded: heading('Sign in to Crosswalk') },
  run: {
    path: () => `/runs/${visit.run}`,
    loaded: heading('Needs attention'),
    dialog: press('Keyboard help'),
  },
  log: {
    path: () => `/runs/${visit.run}/log`,
    spared: AROUND_RUN,
    loaded: (page) => page.getByText('Finished.', { exact: true }).waitFor(),
  },
  history: {
    path: () => `/runs/${visit.run}/history`,
    spared: AROUND_RUN,
    loaded: (page) => page.getByRole('rowheader').first().waitFor(),
  },
  mappings: report(() => `/runs/${visit.run}/mappings`, { dialog: press('Export this report') }),
  principals: report(() => `/runs/${visit.run}/principals?f=reason.in.UNIQUE_CONFLICT`, {
    dialog: press('Columns'),
  }),
  items: report(() => `/runs/${visit.run}/items`),
  findings: report(() => `/runs/${visit.run}/findings`),
  quality: report(() => `/runs/${visit.run}/quality`),
  groups: report(() => `/runs/${visit.run}/groups`),
  'group-members': report(() => `/runs/${grouped}/groups/members`),
  'user-report': report(() => `/runs/${grouped}/user-report`),
  'bulk-groups': report(() => `/runs/${grouped}/bulk-groups`),
  'bulk-users': report(() => `/runs/${grouped}/bulk-users`),
  validation: report(() => validated),
  'all-mappings': report(() => '/all/mappings', { twin: true }),
  'all-principals': report(() => '/all/principals', { twin: true }),
  'all-items': report(() => '/all/items', { twin: true }),
  'all-findings': report(() => '/all/findings', { twin: true }),
  'all-quality': report(() => '/all/quality', { twin: true }),
  'not-found': { path: () => '/nowhere', still: true, loaded: heading('Page not found') },
}

beforeAll(async () => {
  visit = await visitSamples({ width: 1280, height: 520 })
  const { server, page, run } = visit
  const { runs } = await server.graphql<{
    runs: { edges: { node: { id: string; job: { id: string; name: string } } }[] }
  }>('{ runs(first: 50) { edges { node { id job { id name } } } } }')
  const nodes = runs.edges.map(({ node }) => node)
  job = nodes.find(({ id }) => id === run)?.job.id ?? ''
  grouped = nodes.find(({ job: { name } }) => name === 'fjordwood-intranet')?.id ?? ''
  const { startExport } = await server.graphql<{ startExport: { id: string } }>(
    `mutation ($input: StartExportInput!) { startExport(input: $input) { ... on Export { id } } }`,
    { input: { report: 'MAPPINGS', runId: run, format: 'CSV', idempotencyKey: 'axe' } },
  )
  exported = startExport.id
  standIn = await fastStandIn({ world: inventWorld(3) })
  directory = await configure(server, umapiInput(standIn, { accessToken: standIn.tokens.issue() }))
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' })
  await page.goto(`${server.url}/runs/${run}/validation`)
  const foreign = 'principal,outcome,reason\nnobody-at-all,migrated,\neveryone,migrated,\n'
  await page
    .getByLabel('Report to compare')
    .setInputFiles({ name: 'elsewhere.csv', mimeType: 'text/csv', buffer: Buffer.from(foreign) })
  await page.waitForURL(/upload=/)
  validated = page.url().replace(server.url, '')
  other = await launchBrowser()
  const signedIn = { viewport: page.viewportSize(), storageState: await page.context().storageState() }
  const second = await (await other.newContext(signedIn)).newPage()
  await second.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' })
  for (const one of [page, second]) free.push({ page: one, weather: await weatherOf(one) })
  await second.goto(server.url)
})
afterAll(async () => {
  await other?.close()
  await visit?.end()
  await standIn?.close()
})

/** Behind a dialog everything is out of reach, for axe as for everybody. */
const DIALOG = '[role=dialog]'
const expectNothing = async (page: Page, inDark: boolean, part?: string): Promise<void> => {
  expect(await violations(page, part)).toEqual([])
  if (!inDark && !FULL) return
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.waitForFunction(() => matchMedia('(prefers-color-scheme: dark)').matches)
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  const found = await colourViolations(page, part)
  await page.emulateMedia({ colorScheme: 'light' })
  expect(found).toEqual([])
}
const close = async (page: Page): Promise<void> => {
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

test('every route of the client has its case', async () => {
  const names = await visit.page.evaluate(() => {
    interface Mounted extends Element {
      __vue_app__: {
        config: { globalProperties: { $router: { getRoutes(): { name?: string; redirect?: unknown }[] } } }
      }
    }
    const { $router } = (document.querySelector('#app') as Mounted).__vue_app__.config.globalProperties
    return $router.getRoutes().flatMap(({ name, redirect }) => (redirect === undefined && name ? name : []))
  })
  expect(Object.keys(CASES).sort()).toEqual(names.sort())
})

describe.concurrent.each(Object.entries(CASES))('%s', (_name, one) => {
  const { path, still, twin, spared, loaded, dialog, drawer } = one
  const few = twin && !FULL
  const visitIn = async ({ page, weather }: Station, ...how: Parameters<Station['weather']>) => {
    await weather(...how)
    await page.goto(visit.server.url + path())
  }

  test('loading, loaded, dialog and drawer', () =>
    atStation(async (station) => {
      const { page, weather } = station
      if (!still && !few) {
        await visitIn(station, 'held', spared)
        await page.getByRole('heading', { level: 1 }).waitFor()
        await page.locator('[aria-busy=true]').first().waitFor()
        await expectNothing(page, false)
        await weather('clear')
      } else await visitIn(station, 'clear')
      await loaded(page)
      await expectNothing(page, !few)
      if (few) return
      if (dialog || FULL) {
        await (dialog ?? press('Keyboard help'))(page)
        await page.getByRole('dialog').waitFor()
        await expectNothing(page, true, DIALOG)
        await close(page)
      }
      if (!drawer) return
      await drawer(page)
      await page.getByRole('dialog').waitFor()
      await until(async () => (await page.getByRole('dialog').locator('[aria-busy=true]').count()) === 0)
      await expectNothing(page, true, DIALOG)
      await close(page)
    }))

  test.skipIf(still || few)('empty, and without a server', () =>
    atStation(async (station) => {
      const { page, weather } = station
      await visitIn(station, 'emptied', spared)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await until(async () => (await page.locator('[aria-busy=true]').count()) === 0)
      await expectNothing(page, false)
      await visitIn(station, 'failing', spared)
      await page.getByText('The server did not answer').first().waitFor()
      await expectNothing(page, false)
      await weather('clear')
    }),
  )
})
