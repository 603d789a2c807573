import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Recorded } from '../../../../../tools/umapi-stand-in/recordings.js'
import { worldOf } from '../../../../../tools/umapi-stand-in/world.js'
import { groupOf, pageOf, userOf } from '../../../src/directories/umapi/bodies.js'
import { organisation } from './organisation.js'

const DATA = join(import.meta.dirname, '../../../../../../shared/realdata/user-sync')
const RECORDED = join(DATA, 'recorded-2017-06-12')
const read = <T>(...path: string[]): T => JSON.parse(readFileSync(join(DATA, ...path), 'utf8')) as T
const absent = !existsSync(DATA)
if (absent) console.log(`Skipped: ${DATA} is not here.`)

const exchanges = absent
  ? []
  : readdirSync(RECORDED)
      .filter((name) => name.endsWith('.exchange.json'))
      .map((name) => [name, read<Recorded[]>('recorded-2017-06-12', name)] as const)

const replaying = async (recorded: readonly Recorded[]) => {
  const orgId = /users\/([^/]+)\/0/.exec(recorded[0]?.path ?? '')?.[1] ?? ''
  const organised = await organisation({ orgId: decodeURIComponent(orgId), world: worldOf([]) })
  organised.standIn.recordings.load(recorded)
  return organised
}

describe.skipIf(absent)('recorded traffic of the live API', () => {
  it('has the 27 lists of users', () => {
    expect(exchanges.flatMap(([, all]) => all.filter(({ method }) => method === 'GET'))).toHaveLength(27)
  })

  it.each(exchanges)(
    '%s: every user is read, every answer to an action is given',
    async (_name, recorded) => {
      const { client, access, standIn } = await replaying(recorded)
      for (const { response } of recorded.filter(({ method }) => method === 'GET')) {
        const { users } = response as { users: Record<string, string>[] }
        const page = await client().users(0)
        expect(page).toMatchObject({ last: true, pages: 1 })
        expect(
          page.rows.map(({ email, username, type, status }) => ({ email, username, type, status })),
        ).toEqual(users.map(({ email, username, type, status }) => ({ email, username, type, status })))
        expect(page.total).toBe(users.length + 3)
      }
      for (const { path, request, response } of recorded.filter(({ method }) => method === 'POST')) {
        const answer = await fetch(`${standIn.url}${path}`, {
          method: 'POST',
          headers: {
            'x-api-key': access.settings.clientId,
            authorization: `Bearer ${access.secrets.accessToken}`,
          },
          body: JSON.stringify(request),
        })
        expect(await answer.json()).toEqual(response)
        standIn.clock.advance(10_000)
      }
    },
  )
})

describe.skipIf(absent)("the manual's examples", () => {
  const examples = absent
    ? []
    : read<{ file: string; json: unknown }[]>('umapi-documentation', 'json-examples.json')
  const objects = examples.flatMap(({ json }) => (typeof json === 'object' && json !== null ? [json] : []))

  it('parse: single users, pages of users, groups, and the end of a list', () => {
    const users = objects.flatMap((json) => ('user' in json && 'result' in json ? [userOf(json.user)] : []))
    expect(users.length).toBeGreaterThanOrEqual(3)
    expect(users.every((user) => user?.email != null)).toBe(true)
    const pages = objects.filter((json) => 'lastPage' in json)
    expect(pages.length).toBeGreaterThanOrEqual(3)
    for (const page of pages) {
      const parsed = pageOf(page, new Headers(), 'users', userOf)
      expect(parsed).toMatchObject({ last: (page as { lastPage: boolean }).lastPage, total: null })
      expect(parsed?.rows).toHaveLength('users' in page ? (page.users as unknown[]).length : 0)
    }
    const groups = objects.filter((json) => 'groupId' in json)
    expect(groups.length).toBeGreaterThan(0)
    expect(groups.map(groupOf).every((group) => group !== null && group.id !== null)).toBe(true)
  })
})
