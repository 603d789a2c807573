import { describe, expect, it } from 'vitest'

import { SESSION_LIFETIME, SIGN_IN_LIFETIME } from '../../src/control/sessions.js'
import { testStore } from './store.js'

describe('tokens', () => {
  it('are known by their secret, note their use, expire and can be revoked', async () => {
    const { store, clock } = await testStore()
    const { secret, token } = await store.tokens.create({
      ...{ name: 'ci', role: 'exporter', expiresAt: '2026-11-21T11:00:00.000Z' },
    })
    expect(JSON.stringify(await store.tokens.list())).not.toContain(secret)
    expect(await store.tokens.use('cwt_wrong')).toBeNull()
    expect(await store.tokens.use(secret)).toMatchObject({ id: token.id, role: 'exporter' })
    expect((await store.tokens.list())[0]?.lastUsedAt).toBe('2026-11-21T10:00:00.000Z')
    clock.advance(60 * 60_000)
    expect(await store.tokens.use(secret)).toBeNull()
    await store.tokens.revoke(token.id)
    await expect(store.tokens.revoke(token.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('sign-in codes', () => {
  it('open one session, once', async () => {
    const { store, clock } = await testStore()
    const code = await store.sessions.invite('analyst', 'operator')
    const tries = await Promise.all([store.sessions.open(code), store.sessions.open(code)])
    const [opened] = tries.filter((one) => one !== null)
    expect(tries.filter((one) => one !== null)).toHaveLength(1)
    expect(await store.sessions.find(opened?.secret ?? '')).toMatchObject({
      name: 'analyst',
      role: 'operator',
    })
    clock.advance(SESSION_LIFETIME)
    expect(await store.sessions.find(opened?.secret ?? '')).toBeNull()
  })

  it('are good for fifteen minutes', async () => {
    const { store, clock } = await testStore()
    const code = await store.sessions.invite('analyst', 'operator')
    clock.advance(SIGN_IN_LIFETIME)
    expect(await store.sessions.open(code)).toBeNull()
  })
})
