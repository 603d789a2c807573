import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
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
  type LiveRun,
} from '../support/live.js'
import { ROOT, temporaryFolder } from '../support/paths.js'
import { workersOf } from '../support/run-control.js'
import { spawnServer, type ServerProcess } from '../support/server.js'
import { until } from '../support/until.js'

const KILLS = process.env['CROSSWALK_TEST'] === 'full' ? 100 : 20
const KILLS_A_RUN = 10
const SEED = Number(process.env['CROSSWALK_SEED'] ?? Date.now() % 1_000_000)
const EMAILS = sourceEmails(130, 20)
const ASKED = EMAILS.flatMap((email) => [email, `${email} in AdobeID`])
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

const atRest = ({ state }: LiveRun): boolean => ['STOPPED', 'FINISHED', 'FAILED'].includes(state)

test(`${KILLS} kills of server, worker and stand-in (seed ${SEED}) lose and repeat no answer`, async () => {
  const random = new Random(SEED)
  const folder = temporaryFolder()
  const [data, journal] = [join(folder, 'data'), join(folder, 'journal.ndjson')]
  let standIn = await spawnStandIn(journal, 0)
  const port = Number(new URL(standIn.said.apiUrl).port)
  await runSkipped(writeLiveJob(join(folder, 'job'), EMAILS), data)
  let server: ServerProcess = await spawnServer(data)
  onTestFinished(async () => {
    await server.kill('SIGKILL')
    standIn.child.kill('SIGKILL')
  })
  await configure(server, umapiInput(standIn.said, { accessToken: TOKEN }))
  const jobId = await jobIdOf(server)
  const undisturbed = await settled(server, await startLive(server, jobId))
  expect(undisturbed.state).toBe('FINISHED')
  const expected = await reportOf(data, 'mappings', undisturbed.id)

  const victims = {
    server: () => server.kill('SIGKILL'),
    worker: async () => workersOf(server).forEach((pid) => process.kill(pid, 'SIGKILL')),
    'stand-in': () => kill(standIn.child),
  }
  /** Starts what was killed again, and goes on with the run where it stopped. */
  const revive = async (victim: keyof typeof victims, id: string): Promise<void> => {
    if (victim === 'server') server = await spawnServer(data, server.token)
    if (victim === 'stand-in') standIn = await spawnStandIn(journal, port)
    else if ((await settled(server, id)).state === 'STOPPED') await resumeLive(server, id)
  }
  let [killed, midway] = [0, 0]
  while (killed < KILLS) {
    const began = readJournal(journal).length
    const id = await startLive(server, jobId)
    const kept: { asked: Set<string>; from: number }[] = []
    while (kept.length < KILLS_A_RUN && killed + kept.length < KILLS) {
      const enough = acknowledged(data, id).size + random.below(ASKED.length / 5)
      await until(async () => acknowledged(data, id).size >= enough || atRest(await runOf(server, id)))
      await wait(random.below(40))
      if (atRest(await runOf(server, id))) break
      const { size } = acknowledged(data, id)
      if (size > 0 && size < ASKED.length) midway++
      const victim = random.pick(['server', 'worker', 'stand-in'] as const)
      await victims[victim]()
      kept.push({ asked: acknowledged(data, id), from: readJournal(journal).length })
      await revive(victim, id)
    }
    await until(async () => {
      const { state, problem } = await settled(server, id)
      expect(state, problem?.message).not.toBe('FAILED')
      if (state === 'STOPPED') await resumeLive(server, id)
      return state === 'FINISHED'
    })
    killed += kept.length

    const lines = readJournal(journal)
    for (const { asked, from } of kept)
      expect(lines.slice(from).filter(({ what }) => asked.has(what))).toEqual([])
    const answered = lines.slice(began).filter(({ kind, status }) => kind === 'user' && status < 500)
    expect(answered.length).toBeLessThanOrEqual(ASKED.length + kept.length)
    expect([...acknowledged(data, id)].sort()).toEqual([...ASKED].sort())
    const ended = await runOf(server, id)
    expect(ended.fingerprint).toBe(undisturbed.fingerprint)
    expect(ended.summary?.directory).toEqual(undisturbed.summary?.directory)
    expect(await reportOf(data, 'mappings', id)).toBe(expected)
  }
  expect(midway).toBeGreaterThan(KILLS / 2)
}, 3_600_000)
