import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Random } from '../../tools/generate/random.js'
import { readJournal } from '../../tools/umapi-stand-in/journal.js'
import {
  configure,
  jobIdOf,
  reportOf,
  resumeLive,
  runOf,
  runSkipped,
  settled,
  sourceEmails,
  startLive,
  umapiInput,
  writeLiveJob,
} from '../support/live.js'
import { ROOT, temporaryFolder } from '../support/paths.js'
import { spawnServer, type ServerProcess } from '../support/server.js'

const KILLS = process.env['CROSSWALK_TEST'] === 'full' ? 100 : 20
const KILLS_A_RUN = 5
const EMAILS = sourceEmails(130, 20)
const TOKEN = 'stand-in-token-of-the-kill-test'

interface StandInProcess {
  readonly child: ChildProcess
  readonly said: { apiUrl: string; tokenUrl: string; orgId: string; clientId: string }
}

/** The stand-in as a process of its own, each time at the same port. */
const spawnStandIn = async (journal: string, port: number): Promise<StandInProcess> => {
  const child = spawn(
    process.execPath,
    [
      ...[join(ROOT, 'tools/dist/umapi-stand-in/main.js'), '--port', String(port), '--journal', journal],
      ...['--users', '130', '--token', TOKEN, '--requests-per-minute', '1000000', '--delay', '4'],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return { child, said: JSON.parse(line.toString()) as StandInProcess['said'] }
}

const kill = async (child: ChildProcess): Promise<void> => {
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

/** What a run has on disk: answers that must never be asked for again. */
const acknowledged = (data: string, runId: string): Set<string> => {
  const file = ['work', 'runs'].map((place) => join(data, place, runId, 'lookups.ndjson')).find(existsSync)
  if (file === undefined) return new Set()
  const lines = readFileSync(file, 'utf8').split('\n')
  return new Set(
    lines.slice(1, -1).map((line) => (JSON.parse(line) as { ask: string }).ask.replace(/^user /, '')),
  )
}

const workerOf = (server: ServerProcess): number | undefined => {
  const { pid } = server.process
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
  return children === '' ? undefined : Number(children.split(' ')[0])
}

test.runIf(process.env['CROSSWALK_TEST'] === 'full')(
  `${KILLS} kills of server, worker and stand-in lose and repeat no answer`,
  async () => {
    const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
    console.log(`SEED=${seed}`)
    const random = new Random(seed)
    const folder = temporaryFolder()
    const [data, journal] = [join(folder, 'data'), join(folder, 'journal.ndjson')]
    let standIn = await spawnStandIn(journal, 0)
    const port = Number(new URL(standIn.said.apiUrl).port)
    await runSkipped(writeLiveJob(join(folder, 'job'), EMAILS), data)
    let server = await spawnServer(data)
    onTestFinished(async () => {
      await server.kill('SIGKILL')
      standIn.child.kill('SIGKILL')
    })
    await configure(server, umapiInput(standIn.said, { accessToken: TOKEN }))
    const jobId = await jobIdOf(server)

    const undisturbed = await settled(server, await startLive(server, jobId))
    expect(undisturbed.state).toBe('FINISHED')
    const expected = await reportOf(data, 'mappings', undisturbed.id)

    let killed = 0
    while (killed < KILLS) {
      const id = await startLive(server, jobId)
      const kept: { asked: Set<string>; from: number }[] = []
      for (const until = Math.min(KILLS, killed + KILLS_A_RUN); killed < until;) {
        await new Promise((resolve) => setTimeout(resolve, 60 + random.below(500)))
        const victim = random.pick(['server', 'worker', 'stand-in'] as const)
        const worker = workerOf(server)
        if (victim === 'worker' && worker === undefined) {
          if ((await runOf(server, id)).state === 'FINISHED') break
          continue
        }
        if (victim === 'server') await server.kill('SIGKILL')
        else if (victim === 'worker') process.kill(worker!, 'SIGKILL')
        else await kill(standIn.child)
        killed++
        if (victim === 'stand-in') standIn = await spawnStandIn(journal, port)
        if (victim === 'server') server = await spawnServer(data, server.token)
        kept.push({ asked: acknowledged(data, id), from: readJournal(journal).length })
        if (victim !== 'stand-in' && (await settled(server, id)).state === 'STOPPED')
          await resumeLive(server, id)
      }
      let ended = await settled(server, id)
      while (ended.state === 'STOPPED') {
        await resumeLive(server, id)
        ended = await settled(server, id)
      }
      const lines = readJournal(journal)
      for (const { asked, from } of kept)
        expect(lines.slice(from).filter(({ what }) => asked.has(what))).toEqual([])
      expect(ended).toMatchObject({ state: 'FINISHED', fingerprint: undisturbed.fingerprint })
      expect(await reportOf(data, 'mappings', id)).toBe(expected)
      expect(acknowledged(data, id).size).toBe(EMAILS.length * 2)
    }
  },
  600_000,
)
