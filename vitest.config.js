import { availableParallelism } from 'node:os'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const nodeSource = { ssr: { resolve: { conditions: ['source', 'node', 'development|production'] } } }
// One copy of graphql: Vite would take its ES modules for our code, and Node its CommonJS for everything else.
const oneGraphql = { resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] } }
const node = (name, include, extra = {}) => ({
  ...nodeSource,
  ...oneGraphql,
  test: { name, environment: 'node', include, testTimeout: 60_000, hookTimeout: 120_000, ...extra },
})

/** Suites over the built packages: Node loads these as they are. */
const built = (name, extra = {}) => ({
  test: {
    ...{ name, environment: 'node', include: [`test/${name}/**/*.test.ts`], testTimeout: 300_000 },
    ...{ hookTimeout: 120_000, server: { deps: { external: [/\/packages\/(core|server)\/dist\//] } }, ...extra },
  },
})

export default defineConfig({
  test: {
    // vitest leaves one core free; our tests mostly wait for processes of their own.
    maxWorkers: availableParallelism(),
    globalSetup: ['test/support/sample-data.ts'],
    projects: [
      // Files of a package share its modules; what a test needs of state it makes itself.
      node('core', ['packages/core/test/**/*.test.ts'], { isolate: false }),
      node('server', ['packages/server/test/**/*.test.ts'], { isolate: false }),
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
