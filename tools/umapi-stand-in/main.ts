import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { startStandIn } from './stand-in.js'
import { inventWorld, worldOfFile } from './world.js'

const usage =
  'Usage: node tools/dist/umapi-stand-in/main.js [--port <n>] [--users <n> | --directory <file.csv>] [--page-size <n>] [--token <text>] [--requests-per-minute <n>] [--delay <ms>] [--journal <file>]'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    users: { type: 'string', default: '500' },
    directory: { type: 'string' },
    'page-size': { type: 'string', default: '2000' },
    'requests-per-minute': { type: 'string' },
    delay: { type: 'string', default: '0' },
    token: { type: 'string' },
    journal: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})
const number = (text: string | undefined): number => {
  const value = Number(text)
  if (Number.isInteger(value) && value >= 0) return value
  console.error(usage)
  process.exit(2)
}

/** Runs until it is told to stop; prints one JSON line with what a directory configuration asks for. */
const run = async (): Promise<void> => {
  const standIn = await startStandIn({
    port: number(values.port),
    world:
      values.directory === undefined
        ? inventWorld(number(values.users))
        : worldOfFile(readFileSync(values.directory, 'utf8')),
    journal: values.journal ?? null,
  })
  standIn.traits.delay = number(values.delay)
  standIn.traits.pageSize = number(values['page-size'])
  if (values['requests-per-minute'] !== undefined) {
    const limit = number(values['requests-per-minute'])
    const each = { client: limit, application: limit }
    standIn.limits.limits = { users: each, groups: each, action: each }
  }
  const { apiUrl, tokenUrl, orgId, clientId, clientSecret, tokens } = standIn
  const accessToken = tokens.issue(values.token)
  console.log(JSON.stringify({ apiUrl, tokenUrl, orgId, clientId, clientSecret, accessToken }))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void standIn.close())
}

if (values.help) console.log(usage)
else await run()
