import { rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { report } from '../measured.js'
import { exportParts } from './ours.js'
import { copyPlainly, stringifyRows } from './peers.js'
import { mappingsOf, specOf } from './spec.js'

const [contender = '', folder = '', runId = '', partRows = '', threads = ''] = process.argv.slice(2)
const PEERS: Readonly<Record<string, (file: string, to: string) => Promise<void>>> = {
  copy: copyPlainly,
  stringify: stringifyRows,
}
const data = path.join(folder, 'data')
const out = path.join(folder, 'out')

await report(async () => {
  if (contender === 'export' || contender === 'prove') {
    const spec = specOf(data, runId, Number(partRows), Number(threads))
    const done = await exportParts(spec, out, contender === 'prove')
    return async () => {
      await rm(out, { recursive: true })
      return JSON.stringify(done)
    }
  }
  await PEERS[contender]?.(mappingsOf(data, runId), out)
  return async () => {
    const { size } = await stat(out)
    await rm(out)
    return String(size)
  }
})
