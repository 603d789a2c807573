import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeBigDirectory } from '../../tools/generate/big-directory.js'
import { writeBigPackage } from '../../tools/generate/big-package.js'
import { runJob } from './cli.js'
import { visit, type RunVisit } from './visit.js'

const JOB = `version: 1
name: long
source:
  platform: aem
  inputs:
    - { format: directory-csv, path: source.csv }
    - { format: aem-package, path: content.zip }
destination: { platform: ims, inputs: [ { format: directory-csv, path: destination.csv } ] }
mapping: { preset: dryviq, on: true }
`
const RESOLVED = 100
const CONTENT = { items: 400, principals: 40 }

/** A visit to the run of a generated job of so many mappings; all but a hundred are unresolved. */
export const visitLongRun = async (
  rows: number,
  viewport: { width: number; height: number },
): Promise<RunVisit> => {
  let run = ''
  const visited = await visit(async (data, folder) => {
    await writeBigDirectory(join(folder, 'source.csv'), rows - CONTENT.principals)
    await writeBigDirectory(join(folder, 'destination.csv'), RESOLVED)
    await writeBigPackage(join(folder, 'content.zip'), CONTENT)
    const job = join(folder, 'job.yaml')
    writeFileSync(job, JOB)
    run = (await runJob(job, data)).run
    return {}
  }, viewport)
  return { ...visited, run }
}
