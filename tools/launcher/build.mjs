import { existsSync } from 'node:fs'
import path from 'node:path'
import { root } from './processes.mjs'
import { hashOf, readStamp, writeStamp } from './stamps.mjs'

const shared = ['tsconfig.base.json', 'tsconfig.json', 'pnpm-lock.yaml']
const core = ['packages/core/src', 'packages/core/tsconfig.json', 'packages/core/package.json']
const server = ['src', 'tsconfig.json', 'package.json', 'rolldown.config.js'].map(
  (name) => `packages/server/${name}`,
)
const schema = 'packages/server/schema.graphql'

const bin = (name) => path.join(root, 'node_modules', name)
const [serverFolder, web] = ['packages/server', 'packages/web'].map((name) => path.join(root, name))

/** What is built, in this order: what they are made of, a file that proves they exist, and how. */
const targets = [
  {
    name: 'server',
    title: 'Building core, server and tools',
    sources: [...shared, ...core, ...server, 'tools'],
    result: 'packages/server/dist/cli/main.js',
    args: [bin('typescript/bin/tsc'), '-b'],
    cwd: root,
  },
  {
    name: 'bundle',
    title: 'Bundling the server',
    sources: [...shared, ...core, ...server],
    result: 'packages/server/bundle/main.js',
    args: [path.join(serverFolder, 'node_modules/rolldown/bin/cli.mjs'), '-c'],
    cwd: serverFolder,
  },
  {
    name: 'web',
    title: 'Building the web client',
    sources: [...shared, ...core, schema, 'packages/web'],
    result: 'packages/web/dist/index.html',
    args: [path.join(web, 'node_modules/vite/bin/vite.js'), 'build'],
    cwd: web,
  },
]

/** Builds what changed since the last build: by the bytes of the sources, not by their times. */
export const build = async (steps) => {
  for (const { name, title, sources, result, args, cwd } of targets) {
    const now = hashOf({ node: process.versions.modules }, sources)
    if (readStamp(`build-${name}`) === now && existsSync(path.join(root, result))) continue
    await steps.command(title, process.execPath, args, { cwd })
    writeStamp(`build-${name}`, now)
  }
}
