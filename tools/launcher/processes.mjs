import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '../..')
export const serverCli = path.join(root, 'packages/server/bundle/main.js')

/** Where a person typed the command: npm moves to the package's folder and keeps the other in INIT_CWD. */
export const cliDirectory = () => {
  const { npm_lifecycle_event, INIT_CWD } = process.env
  const movedByNpm = npm_lifecycle_event === 'crosswalk' && path.relative(root, process.cwd()) === ''
  return movedByNpm && INIT_CWD && existsSync(INIT_CWD) ? INIT_CWD : process.cwd()
}

/**
 * The environment of child processes: this very Node first on the PATH, npm without its notices, and the
 * headers that came with this Node, so that node-gyp has nothing to download.
 */
export const environment = () => {
  const prefix = path.resolve(process.execPath, '../..')
  const env = {
    ...process.env,
    PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH ?? ''}`,
    npm_config_update_notifier: 'false',
    npm_config_fund: 'false',
    npm_config_audit: 'false',
    npm_config_loglevel: 'error',
  }
  if (!env.npm_config_nodedir && existsSync(path.join(prefix, 'include/node/node_version.h')))
    env.npm_config_nodedir = prefix
  return env
}

const exitCodeOf = (code, signal) => code ?? (signal === 'SIGINT' ? 130 : 143)

/** Runs a program and keeps what it prints; resolves to its exit code and output, whatever they are. */
export const runCaptured = (command, args, options = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      ...options,
    })
    const chunks = []
    child.stdout.on('data', (chunk) => chunks.push(chunk))
    child.stderr.on('data', (chunk) => chunks.push(chunk))
    child.on('error', reject)
    child.on('close', (code, signal) =>
      resolve({ code: exitCodeOf(code, signal), output: Buffer.concat(chunks).toString() }),
    )
  })

/**
 * Runs a program in our place: it owns the terminal, the first signal of each kind that reaches us is passed on
 * once, and its exit code is ours.
 */
export const runInherited = (command, args, options = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env: process.env, stdio: 'inherit', ...options })
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    let passed = false
    const pass = (signal) => {
      if (!passed) child.kill(signal)
      passed = true
    }
    for (const signal of signals) process.on(signal, pass)
    child.on('error', reject)
    child.on('close', (code, signal) => {
      for (const name of signals) process.off(name, pass)
      resolve(exitCodeOf(code, signal))
    })
  })
