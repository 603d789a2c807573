import { readConfig } from '../../config.js'
import { ExitCode } from '../../problem.js'
import { parseArguments } from '../arguments.js'
import type { Command } from '../command.js'
import type { Check, CheckStatus, Finding } from '../doctor/check.js'
import { engine, memory, node, temporary } from '../doctor/machine.js'
import { exposure, pages, port } from '../doctor/network.js'
import { controlStore, dataFolder, disk, inputRoots, owner } from '../doctor/storage.js'
import { writeLine } from '../write-line.js'

const usage = 'doctor [--json] [--data <folder>] [--config <file.yaml>]'

const CHECKS: readonly Check[] = [
  ...[node, memory, engine, temporary],
  ...[dataFolder, disk, controlStore, owner, inputRoots],
  ...[port, exposure, pages],
]

const EXIT: Readonly<Record<CheckStatus, ExitCode>> = {
  ok: ExitCode.DONE,
  warning: ExitCode.DIFFERS,
  fault: ExitCode.ENVIRONMENT,
}

const lineOf = (name: string, { status, message, cure }: Finding): string =>
  [`${status.padEnd(8)}${name}: ${message}`, ...(cure === undefined ? [] : [`        → ${cure}`])].join('\n')

/** Looks whether the server can run here, and says what to do where it cannot. */
export const doctor: Command = {
  usage,
  summary: 'Checks Node, disk, permissions, port and data folder, and prints a cure for each fault.',
  async run(args) {
    const { values } = parseArguments(
      usage,
      args,
      {
        data: { type: 'string' },
        config: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
      { min: 0, max: 0 },
    )
    const config = readConfig({
      ...process.env,
      ...(values.config === undefined ? {} : { CROSSWALK_CONFIG: values.config }),
      ...(values.data === undefined ? {} : { CROSSWALK_DATA: values.data }),
    })
    const found: CheckStatus[] = []
    for (const check of CHECKS) {
      const finding = await check.run(config)
      const { name } = check
      found.push(finding.status)
      await writeLine(values.json ? JSON.stringify({ check: name, ...finding }) : lineOf(name, finding))
    }
    const worst = (['fault', 'warning'] as const).find((status) => found.includes(status)) ?? 'ok'
    return EXIT[worst]
  },
}
