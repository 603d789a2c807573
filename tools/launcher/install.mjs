import { readFileSync } from 'node:fs'
import path from 'node:path'
import { environment, root } from './processes.mjs'
import { hashOf, readStamp, writeStamp } from './stamps.mjs'

/** Everything a compiled module depends on: one built by a newer Node crashes an older one. */
const abi = () => [process.versions.modules, process.arch, process.platform].join(' ')

/** Installs the locked packages, unless the same lockfile was installed by the same Node ABI already. */
export const install = async (steps) => {
  const now = { lock: hashOf([], ['pnpm-lock.yaml', 'pnpm-workspace.yaml']), abi: abi() }
  const before = readStamp('install')
  if (before?.lock === now.lock && before.abi === now.abi) return
  const { packageManager } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  const env = { ...environment(), CI: 'true' }
  const pnpm = (title, args, hint) =>
    steps.command(title, 'npx', ['-y', packageManager, ...args], { env, hint })
  await pnpm(
    'Installing packages',
    ['install', '--frozen-lockfile'],
    'the first time SQLite is compiled, about a minute',
  )
  if (before !== null && before.abi !== now.abi)
    await pnpm('Rebuilding native modules', ['rebuild', '-r', 'sqlite3'], 'for another version of Node')
  writeStamp('install', now)
}
