import { availableParallelism } from 'node:os'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { BaseSequencer } from 'vitest/node'

const nodeSource = { ssr: { resolve: { conditions: ['source', 'node', 'development|production'] } } }
// One copy of graphql: Vite would take its ES modules for our code, and Node its CommonJS for everything else.
const oneGraphql = { resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] } }
/** Tests of full size: one of them may take an hour. */
const longest = process.env['CROSSWALK_TEST'] === 'full' ? 3_600_000 : 0
const suite = (name, include, testTimeout, extra = {}) => ({
  name,
  environment: 'node',
  include: [include],
  testTimeout: Math.max(testTimeout, longest),
  hookTimeout: 120_000,
  ...extra,
})
/** Files of a package share its modules; what a test needs of state it makes itself. */
const ofPackage = (name) => ({
  ...nodeSource,
  ...oneGraphql,
  test: suite(name, `packages/${name}/test/**/*.test.ts`, 60_000, { isolate: false }),
})
/** Suites over the built packages: Node loads these as they are. */
const built = (name, extra = {}) => ({
  test: suite(name, `test/${name}/**/*.test.ts`, 300_000, {
    server: { deps: { external: [/\/packages\/(core|server)\/dist\//] } },
    ...extra,
  }),
})

/** What takes longest, the longest first; a file's size, by which vitest orders what it has no times of, tells little. */
const LONGEST = [
  ...['acceptance/principal-report', 'faults/killed', 'faults/live-killed', 'acceptance/same-inputs'],
  ...['faults/environment', 'acceptance/exceptions-round-trip', 'acceptance/evidence', 'faults/ownership'],
  ...['exports/parts', 'exports/reports', 'api/live-directory', 'resolve/explain', 'exports/killed'],
]

/** Begins with what takes longest, so that no file is alone at the end. */
class LongestFirst extends BaseSequencer {
  async sort(files) {
    const place = ({ moduleId }) => {
      const at = LONGEST.findIndex((name) => moduleId.includes(`/${name}.test.ts`))
      return at < 0 ? LONGEST.length : at
    }
    return (await super.sort(files)).sort((a, b) => place(a) - place(b))
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    // vitest leaves one core free; our tests mostly wait for processes of their own.
    maxWorkers: availableParallelism(),
    globalSetup: ['test/support/sample-data.ts'],
    projects: [
      ofPackage('core'),
      ofPackage('server'),
      {
        plugins: [vue()],
        resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
        test: { name: 'web', environment: 'happy-dom', include: ['packages/web/test/**/*.test.ts'] },
      },
      built('acceptance'),
      built('api'),
      built('faults'),
      built('browser', { fileParallelism: false, hookTimeout: 600_000 }),
    ],
  },
})
