import { canMove, RUN_STATES, type RunState } from '@crosswalk/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { ControlStore } from '../../src/control/control-store.js'
import type { RunSummary } from '@crosswalk/core'
import { openControlStore } from '../../src/control/control-store.js'
import { definition, testStore } from './store.js'

const settings = { mapUsers: true, wipe: false }
const start = async (store: ControlStore, name = 'acme') => {
  const job = await store.jobs.save(definition(name))
  return { job, run: await store.runs.create({ jobId: job.id, settings }) }
}

describe('jobs', () => {
  it('are saved by name: made once, then given a new definition', async () => {
    const { store, clock } = await testStore()
    const made = await store.jobs.save(definition('acme'))
    clock.advance(1000)
    const changed = await store.jobs.save(definition('acme', 'publish'))
    expect(made.id).toMatch(/^job_[0-9a-z]{26}$/)
    expect(changed).toMatchObject({ id: made.id, createdAt: made.createdAt })
    expect(changed.updatedAt > made.updatedAt).toBe(true)
    expect((await store.jobs.get(made.id)).definition).toEqual(definition('acme', 'publish'))
  })

  it('are paged by key, newest first, and searched by name with % and _ taken as written', async () => {
    const { store } = await testStore()
    const names = ['a%b', 'a_b', 'Acme', 'acme 2', 'z']
    for (const name of names) await store.jobs.save(definition(name))
    const seen: string[] = []
    let after: string | null = null
    do {
      const slice: Awaited<ReturnType<typeof store.jobs.page>> = await store.jobs.page({ limit: 2, after })
      seen.push(...slice.rows.map(({ name }) => name))
      after = slice.more ? (slice.rows.at(-1)?.id ?? null) : null
    } while (after !== null)
    expect(seen).toEqual([...names].reverse())
    const found = async (search: string) =>
      (await store.jobs.page({ limit: 9 }, search)).rows.map(({ name }) => name)
    expect(await found('acme')).toEqual(['acme 2', 'Acme'])
    expect(await found('%')).toEqual(['a%b'])
    expect(await found('_')).toEqual(['a_b'])
    expect(await store.jobs.count('acme')).toBe(2)
  })
})

describe('runs', () => {
  it('count up within their job', async () => {
    const { store } = await testStore()
    const { job, run } = await start(store)
    expect(run).toMatchObject({ number: 1, state: 'QUEUED', settings })
    await store.runs.transition(run.id, 'CANCELLED')
    expect(await store.runs.create({ jobId: job.id, settings })).toMatchObject({ number: 2 })
    expect((await start(store, 'other')).run.number).toBe(1)
  })

  it('are one at a time in a job, for starts and for resumes', async () => {
    const { store } = await testStore()
    const { job, run } = await start(store)
    await expect(store.runs.create({ jobId: job.id, settings })).rejects.toMatchObject({
      code: 'RUN_IN_PROGRESS',
    })
    await store.runs.transition(run.id, 'RUNNING')
    await store.runs.transition(run.id, 'STOPPED')
    const second = await store.runs.create({ jobId: job.id, settings })
    await expect(store.runs.transition(run.id, 'RUNNING')).rejects.toMatchObject({ code: 'RUN_IN_PROGRESS' })
    await store.runs.transition(second.id, 'CANCELLED')
    expect(await store.runs.transition(run.id, 'RUNNING')).toMatchObject({ state: 'RUNNING' })
  })

  it('start once for one idempotency key, and refuse the key for anything else', async () => {
    const { store } = await testStore()
    const job = await store.jobs.save(definition('acme'))
    const ask = (wipe: boolean) =>
      store.runs.create({ jobId: job.id, settings: { mapUsers: true, wipe }, idempotencyKey: 'k1' })
    const [first, second] = await Promise.all([ask(false), ask(false)])
    expect(second.id).toBe(first.id)
    await expect(ask(true)).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' })
    expect(await store.runs.count(job.id)).toBe(1)
  })

  it('keep what a transition patches, across a restart', async () => {
    const { store, clock, folder } = await testStore()
    const { run } = await start(store)
    clock.advance(1000)
    await store.runs.transition(run.id, 'RUNNING', { workerPid: 7, workerStartedAt: 'then' })
    await store.runs.progress(
      run.id,
      { phase: 'RESOLVE', done: 5_000_000_000, total: 6_000_000_000, rate: 1.5 },
      true,
    )
    clock.advance(1000)
    const summary = { sourceAccounts: 3, mappingsUnavailable: null } as RunSummary
    await store.runs.transition(run.id, 'FINISHED', { fingerprint: 'f', summary })
    await store.runs.progress(run.id, { phase: 'PUBLISH', done: 1, total: 1, rate: null }, false)
    const again = await openControlStore(folder)
    expect(await again.runs.get(run.id)).toMatchObject({
      ...{ state: 'FINISHED', phase: 'RESOLVE', progressDone: 5_000_000_000, fingerprint: 'f', summary },
      ...{ startedAt: '2026-11-21T10:00:01.000Z', finishedAt: '2026-11-21T10:00:02.000Z' },
      ...{ workerPid: null, progressRate: null, savedAt: '2026-11-21T10:00:01.000Z' },
    })
    await again.close()
  })

  it('forget their problem when they resume', async () => {
    const { store } = await testStore()
    const { run } = await start(store)
    await store.runs.transition(run.id, 'RUNNING')
    await store.runs.transition(run.id, 'FAILED', { problemCode: 'DISK_FULL', problemMessage: 'Make room.' })
    expect(await store.runs.transition(run.id, 'RUNNING')).toMatchObject({
      problemCode: null,
      finishedAt: null,
    })
  })

  it('know the latest of each job, and the latest finished', async () => {
    const { store } = await testStore()
    const { job, run } = await start(store)
    await store.runs.transition(run.id, 'RUNNING')
    await store.runs.transition(run.id, 'FINISHED')
    const second = await store.runs.create({ jobId: job.id, settings })
    const other = await start(store, 'other')
    const ids = async (state?: RunState) =>
      (await store.runs.latestOf([job.id, other.job.id], state)).map(({ id }) => id).sort()
    expect(await ids()).toEqual([second.id, other.run.id].sort())
    expect(await ids('FINISHED')).toEqual([run.id])
    expect(await store.runs.countsOf([job.id, other.job.id])).toEqual(
      new Map([
        [job.id, 2],
        [other.job.id, 1],
      ]),
    )
    expect(await store.runs.latestOf([])).toEqual([])
  })

  it('make every legal move of any sequence and refuse every other, with a reason', async () => {
    const { store } = await testStore()
    let count = 0
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...RUN_STATES), { maxLength: 8 }), async (moves) => {
        const { run } = await start(store, `job ${count++}`)
        let state: RunState = run.state
        for (const to of moves) {
          const legal = canMove(state, to)
          const moved = store.runs.transition(run.id, to)
          if (legal) state = (await moved).state
          else await expect(moved).rejects.toMatchObject({ code: 'ILLEGAL_STATE' })
          expect((await store.runs.get(run.id)).state).toBe(state)
          if (legal) expect(state).toBe(to)
        }
      }),
      { numRuns: 30 },
    )
  })
})
