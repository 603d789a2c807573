import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { CLI, type Served } from '../serve.js'
import { startStandIn } from '../umapi-stand-in/stand-in.js'
import { worldOfFile } from '../umapi-stand-in/world.js'

/** What the sample `live/job.yaml` calls its directory. */
const DIRECTORY = 'fjordwood-ims'
const NO_LIMIT = { client: 1e9, application: 1e9 }

/** Runs the sample's live job against a stand-in for Adobe's User Management API with the people of the samples. */
export const runLiveJob = async (served: Served, samples: string, data: string): Promise<void> => {
  const people = readFileSync(join(samples, 'author/ims-users.csv'), 'utf8')
  const standIn = await startStandIn({ world: worldOfFile(people) })
  try {
    standIn.limits.limits = { users: NO_LIMIT, groups: NO_LIMIT, action: NO_LIMIT }
    const { orgId, clientId, apiUrl, tokenUrl, clientSecret } = standIn
    const umapi = { orgId, clientId, apiUrl, tokenUrl, strategy: 'SINGLE', requestsPerMinute: 1_000_000 }
    const input = { name: DIRECTORY, umapi, secrets: { clientSecret } }
    for (const step of ['testDirectory', 'saveDirectory'])
      await served.ask(`mutation ($input: DirectoryInput!) { ${step}(input: $input) { __typename } }`, {
        input,
      })
    await promisify(execFile)(process.execPath, [
      ...[CLI, 'run', join(samples, 'live/job.yaml'), '--map-users', '--data', data],
    ])
  } finally {
    await standIn.close()
  }
}
