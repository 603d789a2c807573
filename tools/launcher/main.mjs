import { build } from './build.mjs'
import { check } from './check.mjs'
import { install } from './install.mjs'
import { cliDirectory, runInherited, serverCli } from './processes.mjs'
import { start } from './start.mjs'
import { createSteps, StepFailed } from './steps.mjs'
import { test } from './suites.mjs'

const usage = 'Usage: node tools/run.mjs start | test [suite…] | check | crosswalk <arguments>'

const commands = {
  start: (args) => start(createSteps({ out: process.stdout }), args),
  test: (args) => test(createSteps({ out: process.stdout }), args),
  check: () => check(createSteps({ out: process.stdout })),
  async crosswalk(args) {
    const steps = createSteps({ out: process.stderr, quiet: true })
    await install(steps)
    await build(steps)
    return runInherited(process.execPath, [serverCli, ...args], { cwd: cliDirectory() })
  },
}

/** Runs one command and sets the exit code: that of the program run, 1 for a failed step, 3 for a broken environment. */
export const main = async ([name, ...args]) => {
  const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined
  if (command === undefined) {
    console.error(usage)
    process.exitCode = 2
    return
  }
  try {
    process.exitCode = await command(args)
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error
    process.exitCode = error.exitCode
  }
}
