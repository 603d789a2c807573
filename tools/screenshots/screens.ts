import type { Page } from 'playwright-core'

/** Where the screenshots are taken: the sample author job's first run, and what was made beside it. */
export interface Scene {
  page: Page
  url: string
  run: string
  job: string
  /** A run under the ruleset that migrates groups alone. */
  grouped: string
  exported: string
}

interface Screen {
  open: (scene: Scene) => Promise<unknown>
  dark?: true
  /** Width in pixels; a phone's where it is small. */
  width?: number
}

const at =
  (path: (scene: Scene) => string) =>
  async (scene: Scene): Promise<unknown> =>
    scene.page.goto(scene.url + path(scene))
const report = (name: string, query = '') => at(({ run }) => `/runs/${run}/${name}${query}`)
const firstRow = async ({ page }: Scene): Promise<void> => {
  await page.locator('[role=row][aria-rowindex="2"] .cell > :not(.skeleton)').first().waitFor()
  await page.locator('[role=row][aria-rowindex="2"] [role=gridcell]').first().click()
  await page.getByRole('dialog').waitFor()
}
const press = async ({ page }: Scene, name: string): Promise<void> =>
  page.getByRole('button', { name }).first().click()
const then =
  (...steps: ((scene: Scene) => Promise<unknown>)[]) =>
  async (scene: Scene): Promise<void> => {
    for (const step of steps) await step(scene)
  }

/** Each screen of the documentation, by the file it becomes. */
export const SCREENS: Readonly<Record<string, Screen>> = {
  jobs: { open: at(() => '/') },
  'start-run': {
    open: then(
      at(() => '/'),
      (scene) => press(scene, 'Start run'),
    ),
  },
  'job-editor': { open: at(({ job }) => `/jobs/${job}/edit`) },
  overview: { open: at(({ run }) => `/runs/${run}`) },
  'overview-dark': { open: at(({ run }) => `/runs/${run}`), dark: true },
  mappings: { open: report('mappings') },
  'mappings-phone': { open: report('mappings', '?f=resolution.in.UNRESOLVED'), width: 390 },
  evidence: {
    open: then(report('mappings', '?f=resolution.in.UNRESOLVED&f=reason.in.NOT_FOUND&sort=items'), firstRow),
  },
  exception: {
    open: then(
      report('mappings', '?f=reason.in.NOT_FOUND&sort=items'),
      firstRow,
      (scene) => press(scene, 'Make an exception'),
      ({ page }) => page.getByRole('radio').first().check(),
    ),
  },
  directories: { open: at(() => '/directories') },
  directory: {
    open: then(
      at(() => '/directories'),
      ({ page }) => page.getByRole('link', { name: /^Change/ }).click(),
    ),
  },
  'mapping-results': {
    open: then(
      at(() => '/directories'),
      (scene) => press(scene, 'Results'),
    ),
  },
  principals: { open: report('principals') },
  'trigger-paths': { open: then(report('principals', '?f=relation.in.ANCESTOR'), firstRow) },
  conflict: { open: then(report('principals', '?f=reason.in.UNIQUE_CONFLICT'), firstRow) },
  items: { open: report('items') },
  'affected-items': {
    open: then(report('mappings', '?f=resolution.in.UNRESOLVED&sort=items'), firstRow, ({ page }) =>
      page.getByRole('link', { name: 'Show affected items' }).click(),
    ),
  },
  'export-items': {
    open: then(
      report('items'),
      (scene) => press(scene, 'Export this report'),
      ({ page }) => page.getByRole('radio', { name: 'One a grant' }).check(),
    ),
  },
  groups: { open: report('groups') },
  'user-report': { open: at(({ grouped }) => `/runs/${grouped}/user-report`) },
  findings: { open: report('findings') },
  quality: { open: report('quality') },
  validation: {
    open: async ({ page, url, run }) => {
      await page.goto(`${url}/runs/${run}/validation`)
      const buffer = Buffer.from(
        'principal,outcome\neveryone,migrated\nadmin,migrated\nnobody-at-all,migrated\n',
      )
      const file = { name: 'elsewhere.csv', mimeType: 'text/csv', buffer }
      await page.getByLabel('Report to compare').setInputFiles(file)
      await page.waitForURL(/upload=/)
    },
  },
  log: { open: report('log') },
  history: { open: report('history') },
  'export-dialog': { open: then(report('mappings'), (scene) => press(scene, 'Export this report')) },
  export: { open: at(({ exported }) => `/exports/${exported}`) },
  'all-jobs': { open: at(() => '/all/mappings') },
}
