import { availableParallelism } from 'node:os'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

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

export default defineConfig({
  test: {
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
