import path from 'node:path'
import { writeAuthorJob } from './author.js'
import { createCompany } from './company.js'
import { write } from './files.js'
import { writeIntranetJob } from './intranet.js'
import { writeLiveJob } from './live.js'
import { writePublishJob } from './publish.js'
import { writeShareJob } from './share.js'
import { writeTopUpJob } from './top-up.js'

/**
 * Writes the sample jobs below `folder` and `jobs.json`, which lists them in the order they are to be run:
 * `{ "jobs": ["author/job.yaml", …] }`. The same version writes the same bytes. Resolves to the job files. `live/job.yaml` is not listed: it needs the stand-in
 * that `npm start -- --live` starts.
 */
export const generateSamples = async (folder: string): Promise<string[]> => {
  const company = createCompany()
  const files = [
    await writeAuthorJob(path.join(folder, 'author'), company),
    await writeTopUpJob(path.join(folder, 'author-top-up'), company),
    await writePublishJob(path.join(folder, 'publish'), company),
    await writeShareJob(path.join(folder, 'share'), company),
    await writeIntranetJob(path.join(folder, 'intranet')),
  ]
  await writeLiveJob(path.join(folder, 'live'))
  const jobs = files.map((file) => path.relative(folder, file).split(path.sep).join('/'))
  await write(path.join(folder, 'jobs.json'), `${JSON.stringify({ jobs }, null, 2)}\n`)
  return files
}
