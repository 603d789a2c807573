import { createRequire } from 'node:module'

const { resolve } = createRequire(import.meta.url)
const programs = [
  'cli/main',
  'explain/explain-worker',
  ...['export', 'import', 'run', 'stream', 'validation'].map((name) => `workers/${name}-worker`),
]

/**
 * The programs that are started as processes or threads, from what tsc has built: few files instead of a thousand, so
 * that a command begins in half the time. They lie in one flat folder, where each finds the others beside itself.
 */
export default {
  input: Object.fromEntries(programs.map((name) => [name.split('/')[1], `dist/${name}.js`])),
  platform: 'node',
  external: [/^@duckdb\//, 'sqlite3'],
  // One copy of graphql, as Node gives it: a bundler would take another one for ES modules.
  resolve: { alias: { graphql: resolve('graphql') } },
  transform: { define: { __dirname: 'import.meta.dirname', __filename: 'import.meta.filename' } },
  output: { dir: 'bundle', chunkFileNames: '[name]-[hash].js', keepNames: true, cleanDir: true },
  logLevel: 'warn',
}
