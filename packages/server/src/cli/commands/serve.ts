import { readConfig } from '../../config.js'
import { createLog } from '../../log.js'
import { serve as startServer, untilStopped } from '../../main.js'
import { ExitCode } from '../../problem.js'
import { parseArguments } from '../arguments.js'
import type { Command } from '../command.js'
import { beginRun } from '../begin-run.js'
import { seedSamples } from '../seed-samples.js'

const usage =
  'serve [--data <folder>] [--host <address>] [--port <number>] [--samples <folder>] [--run <job.yaml>] [--config <file.yaml>]'

/** Serves until Ctrl-C. Prints the address and a fresh sign-in link; the administrator's token once. `--run` starts a run. */
export const serve: Command = {
  usage,
  summary: 'Serves the reports to browsers and scripts.',
  async run(args) {
    const text = { type: 'string' } as const
    const { values } = parseArguments(
      usage,
      args,
      { data: text, host: text, port: text, samples: text, run: text, config: text },
      { min: 0, max: 0 },
    )
    const overrides = {
      CROSSWALK_DATA: values.data,
      CROSSWALK_HOST: values.host,
      CROSSWALK_PORT: values.port,
      CROSSWALK_CONFIG: values.config,
    }
    const given = Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined))
    const config = readConfig({ ...process.env, ...given })
    const log = createLog(config.logLevel)
    const stopped = untilStopped()
    const server = await startServer(config, log)
    console.log(`\nCrosswalk answers at ${server.url}`)
    console.log(`Open this link to sign in (good once, for 15 minutes):\n\n  ${server.signInLink}\n`)
    if (server.adminToken !== null) console.log(`Token for scripts, shown this once: ${server.adminToken}\n`)
    console.log('Press Ctrl-C to stop.\n')
    let going = true
    void stopped.then(() => (going = false))
    const { samples, run } = values
    const seeding = async (): Promise<void> => {
      if (samples !== undefined) await seedSamples(server, config.data, samples, stopped)
      if (run !== undefined && going) await beginRun(server, run)
    }
    const seeded = seeding()
    await stopped
    console.log('Stopping…')
    await seeded
    await server.close()
    return ExitCode.DONE
  },
}
