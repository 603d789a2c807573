import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { crosswalk } from '../support/cli.js'
import { temporaryFolder } from '../support/paths.js'
import { startServer } from '../support/server.js'

interface Made {
  id: string
  name: string
  role: string
  expiresAt: string | null
  secret: string
}
interface Listed extends Omit<Made, 'secret'> {
  lastUsedAt: string | null
}
interface Checked {
  check: string
  status: 'ok' | 'warning' | 'fault'
  message: string
  cure?: string
}

test('tokens and links are made, listed and revoked beside a running server, which obeys at once', async () => {
  const data = join(temporaryFolder(), 'data')
  const server = await startServer(data)
  const token = (...args: string[]) => crosswalk('token', ...args, '--data', data)
  const ask = async (secret: string, query: string) => {
    const answer = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
      body: JSON.stringify({ query }),
    })
    return { status: answer.status, text: await answer.text() }
  }
  const listed = async (id: string) =>
    (await token('list', '--json')).json<Listed>().find((one) => one.id === id)

  const [made] = (
    await token('create', 'reports', '--role', 'viewer', '--expires', '30', '--json')
  ).json<Made>()
  const { id = '', secret = '', expiresAt = null } = made ?? {}
  expect(made).toMatchObject({ name: 'reports', role: 'viewer' })
  expect(Math.round((Date.parse(expiresAt ?? '') - Date.now()) / 86_400_000)).toBe(30)
  expect(await listed(id)).toMatchObject({ role: 'viewer', expiresAt, lastUsedAt: null })
  expect((await ask(secret, '{ viewer { name role } }')).text).toContain('"name":"reports","role":"VIEWER"')
  const refused = await ask(secret, 'mutation { startRun(input: { jobId: "x" }) { __typename } }')
  expect(refused.text).toContain('"code":"FORBIDDEN"')
  expect((await listed(id))?.lastUsedAt).toMatch(/Z$/)

  expect((await token('revoke', id)).stdout).toBe(`Token ${id} is revoked.\n`)
  expect((await ask(secret, '{ viewer { name } }')).status).toBe(401)
  expect(await token('revoke', id)).toMatchObject({ exitCode: 2, stdout: '' })

  const [{ link } = { link: '' }] = (await token('link', '--json')).json<{ link: string }>()
  const signIn = () =>
    fetch(`${server.url}/api/session`, {
      ...{ method: 'POST', body: JSON.stringify({ code: link.split('#')[1] }) },
      headers: { 'content-type': 'application/json', origin: server.url },
    })
  expect(link.startsWith(`${server.url}/sign-in#`)).toBe(true)
  expect((await signIn()).status).toBe(200)
  expect((await signIn()).status).toBe(401)

  const audited = await server.graphql<{
    auditEntries: { edges: { node: { action: string; actor: string } }[] }
  }>('{ auditEntries(first: 20) { edges { node { action actor } } } }')
  const byHand = audited.auditEntries.edges.filter(({ node }) => node.actor === 'command line')
  expect(byHand.map(({ node }) => node.action)).toEqual(
    expect.arrayContaining(['INVITE', 'REVOKE_TOKEN', 'CREATE_TOKEN']),
  )
  await server.kill('SIGKILL')
  expect(await token('link')).toMatchObject({ exitCode: 2, stdout: '' })
  expect(await token('give')).toMatchObject({ exitCode: 2, stdout: '' })
})

describe('crosswalk doctor', () => {
  const examine = async (...args: string[]) => {
    const result = await crosswalk('doctor', '--json', ...args)
    const found = result.json<Checked>()
    for (const { status, cure, check } of found)
      expect([check, cure !== undefined]).toEqual([check, status !== 'ok'])
    return {
      exitCode: result.exitCode,
      found,
      find: (name: string) => found.find(({ check }) => check === name),
    }
  }

  test('looks at every part, changes nothing, and finds no fault with a folder yet to be made', async () => {
    const data = join(temporaryFolder(), 'data')
    const config = join(data, '..', 'crosswalk.yaml')
    writeFileSync(config, 'port: 0\n')
    const { exitCode, find, found } = await examine('--data', data, '--config', config)
    const faults = found.filter(({ status }) => status === 'fault')
    expect(faults.filter(({ check }) => check !== 'disk')).toEqual([])
    expect(exitCode).toBe(faults.length > 0 ? 3 : found.some(({ status }) => status === 'warning') ? 1 : 0)
    expect(find('data folder')?.message).toBe(`${data} will be made`)
    expect(find('control store')?.message).toBe('will be made at the first start')
    for (const part of [
      'Node',
      'memory',
      'engine',
      'temporary folder',
      'disk',
      'owner',
      'port',
      'exposure',
      'pages',
    ])
      expect([part, find(part) !== undefined]).toEqual([part, true])
  })

  test('names each fault with its cure, and says so to scripts', async () => {
    const folder = temporaryFolder()
    const busy = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void busy.close())
    await new Promise((listening) => busy.once('listening', listening))
    const { port } = busy.address() as AddressInfo
    const [file, config] = [join(folder, 'file'), join(folder, 'crosswalk.yaml')]
    writeFileSync(file, 'no folder')
    writeFileSync(config, `port: ${port}\ninputRoots: [${join(folder, 'missing')}]\n`)
    const { exitCode, find } = await examine('--data', file, '--config', config)
    expect(exitCode).toBe(3)
    expect(find('data folder')).toMatchObject({ status: 'fault', message: `${file} is a file` })
    expect(find('port')).toMatchObject({ status: 'fault', message: `${port} is in use` })
    expect(find('input roots')).toMatchObject({ status: 'fault' })
    writeFileSync(config, 'prot: 1\n')
    const misspelt = await crosswalk('doctor', '--config', config)
    expect(misspelt).toMatchObject({ exitCode: 2, stdout: '' })
    expect(misspelt.stderr).toContain('prot')
  })
})
