import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const full = process.env['CROSSWALK_TEST'] === 'full'

interface Ended {
  code: number
  stdout: string
  stderr: string
}

const run = (command: string, args: readonly string[], cwd = root): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(command, args, { cwd, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : 1, stdout, stderr })
    })
  })

interface Counts {
  passed: number
  failed: number
  skipped: number
}
interface CountsModule {
  countsOf: (json: unknown, exitCode: number) => Counts
  summaryLine: (counts: Counts) => string
}
const { countsOf, summaryLine } = (await import(path.join(root, 'tools/launcher/counts.mjs'))) as CountsModule

describe('the sum of a test run', () => {
  const file = (status: string, ...assertions: string[]) => ({
    status,
    assertionResults: assertions.map((one) => ({ status: one })),
  })

  it('counts passed, failed and skipped tests', () => {
    const testResults = [file('failed', 'passed', 'failed', 'pending')]
    const json = { numPassedTests: 1, numFailedTests: 1, numPendingTests: 1, numTodoTests: 0, testResults }
    expect(countsOf(json, 1)).toEqual({ passed: 1, failed: 1, skipped: 1 })
  })

  it('counts a file that could not be loaded as a failure', () => {
    const json = {
      numPassedTests: 3,
      numFailedTests: 0,
      testResults: [file('failed'), file('passed', 'passed')],
    }
    expect(countsOf(json, 1)).toEqual({ passed: 3, failed: 1, skipped: 0 })
  })

  it('counts a run that died without a report as a failure', () => {
    expect(countsOf(null, 139)).toEqual({ passed: 0, failed: 1, skipped: 0 })
    expect(countsOf({ numPassedTests: 5, testResults: [] }, 1).failed).toBe(1)
  })

  it('is printed in the agreed words', () => {
    expect(summaryLine({ passed: 2, failed: 0, skipped: 0 })).toBe('2 passed, 0 failed')
    expect(summaryLine({ passed: 2, failed: 1, skipped: 3 })).toBe('2 passed, 1 failed, 3 skipped')
  })
})

describe('the launcher', () => {
  it('refuses what it does not know with exit code 2 and its usage', async () => {
    const { code, stderr } = await run(process.execPath, ['tools/run.mjs', 'constructor'])
    expect(code).toBe(2)
    expect(stderr).toContain('start | test')
    expect(stderr).not.toContain('    at ')
  })
})

describe.runIf(full)('the launcher on a clean clone', () => {
  let folder: string | undefined
  afterEach(async () => {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  })

  it.each(['22', '24', '26'])(
    'installs, builds and runs the command line on Node %s',
    async (version) => {
      folder = await mkdtemp(path.join(tmpdir(), 'crosswalk-clone-'))
      const clone = path.join(folder, 'clone')
      expect(await run('git', ['clone', '--quiet', root, clone])).toMatchObject({ code: 0 })
      const ended = await run('npx', ['-y', `node@${version}`, 'tools/run.mjs', 'crosswalk', '--help'], clone)
      expect(ended.stderr + ended.stdout).toContain('crosswalk run')
      expect(ended.code).toBe(0)
    },
    600_000,
  )
})
