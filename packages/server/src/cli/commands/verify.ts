import { verifyExport } from '../../exports/verify-export.js'
import { ExitCode } from '../../problem.js'
import { parseArguments } from '../arguments.js'
import type { Command } from '../command.js'

const usage = 'verify <export folder | manifest.json> [--json]'

/** Checks an export offline, against the manifest beside its files. */
export const verify: Command = {
  usage,
  summary: 'Checks that the files of an export are those of its manifest; needs no server and no run.',
  async run(args) {
    const { values, positionals } = parseArguments(
      usage,
      args,
      { json: { type: 'boolean', default: false } },
      { min: 1, max: 1 },
    )
    const { manifest, differences } = await verifyExport(positionals[0] ?? '', (file) => {
      if (!values.json && process.stderr.isTTY) process.stderr.write(`\r\u001b[K${file}`)
    })
    if (!values.json && process.stderr.isTTY) process.stderr.write('\r\u001b[K')
    const { export: id, report, totalRows, totalBytes, parts } = manifest
    if (values.json)
      console.log(
        JSON.stringify({ export: id, report, totalRows, totalBytes, parts: parts.length, differences }),
      )
    else {
      for (const { file, message } of differences) console.log(`${file}: ${message}`)
      const verdict = differences.length === 0 ? 'is whole' : `differs in ${differences.length} files`
      console.log(
        `${id} ${verdict}: ${report}, ${totalRows} rows, ${totalBytes} bytes, ${parts.length} files`,
      )
    }
    return differences.length === 0 ? ExitCode.DONE : ExitCode.DIFFERS
  },
}
