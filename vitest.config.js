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
      node('acceptance', ['test/acceptance/**/*.test.ts'], { testTimeout: 300_000 }),
      node('api', ['test/api/**/*.test.ts'], { testTimeout: 300_000 }),
      node('faults', ['test/faults/**/*.test.ts'], { testTimeout: 300_000 }),
      node('browser', ['test/browser/**/*.test.ts'], {
        fileParallelism: false,
        testTimeout: 300_000,
        hookTimeout: 600_000,
      }),
    ],
  },
})
