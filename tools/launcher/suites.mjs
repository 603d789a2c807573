import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from './build.mjs'
import { findChromium, howToInstall } from './chromium.mjs'
import { install } from './install.mjs'
import { environment, root, runInherited } from './processes.mjs'
import { addCounts, countsOf, noCounts, summaryLine } from './counts.mjs'

/**
 * Suites that run at the same time, one group after the other. Within a group vitest shares the cores between test
 * files; browser tests have the machine to themselves, one file after the other.
 */
const groups = [['core', 'server', 'web'], ['acceptance', 'api', 'faults'], ['browser']]

const vitest = path.join(root, 'node_modules/vitest/vitest.mjs')

const runGroup = async (suites, folder, chromium) => {
  const report = path.join(folder, `${suites.join('-')}.json`)
  const code = await runInherited(
    process.execPath,
    [
      vitest,
      'run',
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...suites.flatMap((suite) => ['--project', suite]),
    ],
    { env: { ...environment(), ...(chromium ? { CHROMIUM: chromium } : {}) } },
  )
  let json = null
  try {
    json = JSON.parse(readFileSync(report, 'utf8'))
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
  return { counts: countsOf(json, code), interrupted: code === 130 || code === 143 }
}

const oneFailed = { ...noCounts, failed: 1 }

/** Runs the suites (all, or those named) and prints the sum as the last line; exit code 1 if anything failed. */
export const runSuites = async (steps, names = []) => {
  const known = groups.flat()
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length > 0) {
    steps.out.write(`Unknown suite ${unknown.join(', ')}; there are ${known.join(', ')}.\n`)
    return { code: 2, counts: noCounts }
  }
  const chosen = groups.map((group) => group.filter((suite) => names.length === 0 || names.includes(suite)))
  const chromium = findChromium()
  const folder = mkdtempSync(path.join(tmpdir(), 'crosswalk-test-'))
  let total = noCounts
  try {
    for (const suites of chosen.filter((group) => group.length > 0)) {
      const since = performance.now()
      steps.out.write(`\n── ${suites.join(', ')}\n`)
      if (suites.includes('browser') && chromium === undefined) {
        steps.out.write(`${howToInstall}\n`)
        total = addCounts(total, oneFailed)
        continue
      }
      const { counts, interrupted } = await runGroup(suites, folder, chromium)
      if (interrupted) return { code: 130, counts: total }
      total = addCounts(total, counts)
      const time = `${((performance.now() - since) / 1000).toFixed(1)} s`
      steps.out.write(`── ${suites.join(', ')}: ${summaryLine(counts)}  (${time})\n`)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return { code: total.failed > 0 ? 1 : 0, counts: total }
}

/** `npm test`: install, build, then every suite. */
export const test = async (steps, names) => {
  await install(steps)
  await build(steps)
  const { code, counts } = await runSuites(steps, names)
  if (code === 0 || code === 1) steps.out.write(`\n${summaryLine(counts)}\n`)
  return code
}
