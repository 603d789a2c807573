import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { generateSamples } from '../../tools/samples/generate-samples.js'
import { jobIdOf, runOf, settled } from '../support/live.js'
import { ROOT, temporaryFolder } from '../support/paths.js'
import { runControl } from '../support/run-control.js'
import { spawnServer } from '../support/server.js'
import { until } from '../support/until.js'

interface Live {
  readonly startLive: (places: {
    samples: string
    data: string
  }) => Promise<{ args: string[]; close: () => void }>
}
interface Looked {
  readonly progressDone: number
  readonly progressTotal: number
  readonly savedAt: string | null
  readonly log: { readonly lines: readonly { readonly message: string }[] }
}
const { startLive } = (await import(
  pathToFileURL(join(ROOT, 'tools/launcher/live.mjs')).href
)) as unknown as Live

test('npm start -- --live has a tested configuration of the stand-in, and a run that looks users up in it', async () => {
  const folder = temporaryFolder()
  const [samples, data] = [join(folder, 'samples'), join(folder, 'data')]
  await generateSamples(samples)
  const live = await startLive({ samples, data })
  onTestFinished(live.close)
  const server = await spawnServer(data, undefined, ...live.args)
  onTestFinished(() => server.kill('SIGKILL'))
  const shown = await server.graphql('{ directories { name secrets users } missingDirectories }')
  expect(shown).toMatchObject({
    directories: [{ name: 'fjordwood-ims', secrets: ['CLIENT_SECRET'], users: expect.any(Number) as number }],
    missingDirectories: [],
  })
  const jobId = await until(() => jobIdOf(server))
  const id = await until(async () => {
    const { runs } = await server.graphql<{ runs: { edges: { node: { id: string } }[] } }>(
      'query ($job: ID!) { runs(jobId: $job, first: 1) { edges { node { id } } } }',
      { job: jobId },
    )
    return runs.edges[0]?.node.id
  })
  const look = async (): Promise<Looked> =>
    (
      await server.graphql<{ run: Looked }>(
        'query ($id: ID!) { run(id: $id) { progressDone progressTotal savedAt log(first: 100) { lines { message } } } }',
        { id },
      )
    ).run
  const said = (run: Looked, words: RegExp): RegExpExecArray | null =>
    words.exec(run.log.lines.map(({ message }) => message).join('\n'))
  const addresses = await until(
    async () => said(await look(), /Looking (\d+) addresses up in fjordwood-ims, one by one: about \d+/)?.[1],
  )
  await until(async () => {
    const { progressDone, progressTotal } = await look()
    return progressTotal === Number(addresses) && progressDone > 0
  })
  expect(await runOf(server, id)).toMatchObject({ state: 'RUNNING', mapUsers: true })

  await runControl(server).stop(id)
  expect(await settled(server, id)).toMatchObject({ state: 'STOPPED', problem: null })
  const stopped = await look()
  const [, done, answers] = said(stopped, /(\d+) of \d+ done; (\d+) answers are kept/) ?? []
  expect(Number(done)).toBe(stopped.progressDone)
  expect(Number(answers)).toBeGreaterThanOrEqual(stopped.progressDone * 2)
  expect(stopped.savedAt).not.toBeNull()
  const left = Number(addresses) - stopped.progressDone
  const { directoryEstimate } = await server.graphql<{ directoryEstimate: unknown }>(
    'query ($id: ID!) { directoryEstimate(jobId: $id) { strategy requests } }',
    { id: jobId },
  )
  expect(directoryEstimate).toEqual({ strategy: 'SINGLE', requests: left * 2 })
})
