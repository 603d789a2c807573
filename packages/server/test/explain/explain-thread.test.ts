import { buildGraph, defaultSelection } from '@crosswalk/core'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ExplainThread } from '../../src/explain/explain-thread.js'
import type { ExplainRequest } from '../../src/explain/requests.js'
import { GRAPH_FILE, writeGraphFile } from '../../src/pipeline/select/graph-file.js'
import { cleanUp, tempFolder } from '../control/temp-folder.js'

const WORKER = new URL('../../bundle/explain-worker.js', import.meta.url)
const BUDGET = 2 ** 20
const TIMEOUT = 30_000

/** Account 0 in group 1 in group 2; item `on` has an ACL for group 1 or 2. */
const runFolder = async (on = 1): Promise<string> => {
  const folder = join(await tempFolder(), 'run')
  mkdirSync(folder)
  const none = new Int32Array()
  writeGraphFile(join(folder, GRAPH_FILE), {
    graph: buildGraph({
      ...{ sources: 3, unknown: 0, groupStart: 1 },
      ...{ member: Int32Array.of(0, 1), group: Int32Array.of(1, 2) },
    }),
    traits: new Uint8Array(3),
    sets: {
      ...{ offsets: Int32Array.of(0, 1), principal: Int32Array.of(on) },
      ...{ policy: Uint8Array.of(0), allow: Uint8Array.of(1) },
    },
    items: { set: Int32Array.of(0), inScope: Uint8Array.of(1), pathRank: Int32Array.of(0) },
    people: { owner: none, createdBy: none, modifiedBy: none },
  })
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ job: { selection: defaultSelection() } }))
  return folder
}

const threadOf = (timeout = TIMEOUT): ExplainThread => {
  const thread = new ExplainThread(BUDGET, timeout, WORKER)
  cleanUp(() => thread.close())
  return thread
}
const triggersOf = (principal: number): ExplainRequest & { what: 'triggers' } => ({
  ...{ what: 'triggers', principal, size: 10, after: null },
})

describe('the thread that explains', () => {
  it('answers questions about several runs, asked at once, each with its own', async () => {
    const [one, other] = [await runFolder(1), await runFolder(2)]
    const thread = threadOf()
    const answers = await Promise.all([
      thread.ask(one, triggersOf(0)),
      thread.ask(other, triggersOf(0)),
      thread.ask(one, {
        what: 'affected',
        principal: 0,
        effective: true,
        size: 5,
        from: null,
        forward: true,
      }),
      thread.ask(other, { what: 'nearest', principal: 2 }),
    ])
    const steps = (answers[0].triggers[0]?.path ?? []).map(({ principal, as }) => [principal, as])
    expect(steps).toEqual([
      [1, 'ON_CONTENT'],
      [0, 'MEMBER'],
    ])
    expect(answers[1].triggers[0]?.path).toHaveLength(3)
    expect(answers[2]).toEqual({ items: [0], principals: Int32Array.of(0, 1, 2) })
    expect(answers[3]).toMatchObject({ item: 0, obstacles: [] })
  })

  it('refuses a principal or item that the run has not, and goes on', async () => {
    const folder = await runFolder()
    const thread = threadOf()
    await expect(thread.ask(folder, triggersOf(3))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const grant = { what: 'grant' as const, item: 1, policy: 0, principal: 1, size: 1, from: 0 }
    await expect(thread.ask(folder, grant)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await thread.ask(folder, triggersOf(1))).toMatchObject({ total: 1 })
  })

  it('says so where the graph of the run is gone or damaged, and answers about others', async () => {
    const [gone, damaged, whole] = [await runFolder(), await runFolder(), await runFolder()]
    rmSync(gone, { recursive: true })
    writeFileSync(join(damaged, GRAPH_FILE), 'no graph')
    const thread = threadOf()
    await expect(thread.ask(gone, triggersOf(0))).rejects.toMatchObject({ code: 'ILLEGAL_STATE' })
    await expect(thread.ask(damaged, triggersOf(0))).rejects.toMatchObject({ code: 'ILLEGAL_STATE' })
    expect(await thread.ask(whole, triggersOf(0))).toMatchObject({ total: 1 })
  })

  it('whose worker goes away refuses what was under way, and answers the next question with another', async () => {
    const folder = await runFolder()
    const thread = threadOf()
    const [broken, next] = [thread.ask(folder, triggersOf(0)), thread.ask(folder, triggersOf(1))]
    await Promise.resolve()
    await thread.close()
    await expect(broken).rejects.toMatchObject({ code: 'WORKER_GONE' })
    expect(await next).toMatchObject({ total: 1 })
  })

  it('gives a question up that takes too long', async () => {
    const folder = await runFolder()
    await expect(threadOf(1).ask(folder, triggersOf(0))).rejects.toMatchObject({
      code: 'QUERY_TOO_EXPENSIVE',
    })
  })
})
