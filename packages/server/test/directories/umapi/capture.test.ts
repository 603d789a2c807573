import { appendFileSync } from 'node:fs'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { inventWorld, worldOf } from '../../../../../tools/umapi-stand-in/world.js'
import type { Captured } from '../../../src/directories/capture.js'
import { Lookups } from '../../../src/directories/lookups.js'
import type { UmapiSettings } from '../../../src/directories/settings.js'
import { captureUmapi } from '../../../src/directories/umapi/capture.js'
import { organisation, type Organisation } from './organisation.js'

const tempFile = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'crosswalk-lookups-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'lookups.ndjson')
}
const PATIENT: Partial<UmapiSettings> = { requestsPerMinute: 100_000 }

interface Asking {
  file?: string
  emails?: string[]
  stopAfter?: number
}

const capture = (
  { access, client, standIn }: Organisation,
  { file = tempFile(), emails, stopAfter = Infinity }: Asking = {},
): Promise<Captured> => {
  const lookups = Lookups.open(file, { version: 1, kind: 'umapi', of: access.settings.orgId })
  const all = emails ?? [...new Set(standIn.world.users.map(({ email }) => email.toLowerCase()))].sort()
  let left = stopAfter
  return captureUmapi(
    access,
    client(),
    { emails: all, everyone: false, groups: false },
    {
      ...{ lookups, signal: new AbortController().signal, log: () => undefined },
      progress() {
        if (left-- <= 0) throw new Error('stopped')
      },
    },
  ).finally(() => lookups.close())
}

const unlimited = (organised: Organisation): Organisation => {
  const each = { client: 1e9, application: 1e9 }
  organised.standIn.limits.limits = { users: each, groups: each, action: each }
  return organised
}
const active = ({ standIn }: Organisation) => standIn.world.users.filter(({ status }) => status === 'active')
const idsOf = ({ principals }: Captured) => principals.map(({ id, email }) => id ?? email).sort()

describe('what is read of an organisation', () => {
  it('is everybody once, through pages that repeat, shuffle and end with themselves', async () => {
    const plain = unlimited(
      await organisation({ world: inventWorld(230) }, { ...PATIENT, strategy: 'pages' }),
    )
    plain.standIn.traits.pageSize = 20
    const whole = await capture(plain)
    expect(idsOf(whole)).toEqual(
      active(plain)
        .map(({ id, email }) => id ?? email)
        .sort(),
    )
    for (const trait of ['shuffled', 'repeatBetweenPages'] as const) {
      const odd = unlimited(
        await organisation({ world: inventWorld(230) }, { ...PATIENT, strategy: 'pages' }),
      )
      Object.assign(odd.standIn.traits, { pageSize: 20, [trait]: true })
      const read = await capture(odd)
      expect(new Set(idsOf(read)).size).toBe(read.principals.length)
      if (trait === 'repeatBetweenPages')
        expect(read.principals.filter(({ flags }) => flags === 0)).toEqual(whole.principals)
      const known = new Set(active(odd).map(({ email }) => email.toLowerCase()))
      expect(read.figures.found).toBeGreaterThanOrEqual(known.size)
    }
  })

  it('tells of the technical accounts in the total, which are nobody', async () => {
    const { findings } = await capture(await organisation({ world: inventWorld(30) }))
    expect(findings).toEqual([
      expect.objectContaining({ code: 'DIRECTORY_TOTAL_DIFFERS', file: 'directory:company' }),
    ])
  })

  it('is refused where the list ends early, and is listed anew when asked again', async () => {
    const cut = unlimited(await organisation({ world: inventWorld(230) }, { ...PATIENT, strategy: 'pages' }))
    Object.assign(cut.standIn.traits, { pageSize: 20, truncateAt: 3 })
    const file = tempFile()
    await expect(capture(cut, { file })).rejects.toMatchObject({ code: 'DIRECTORY_INCOMPLETE' })
    cut.standIn.traits.truncateAt = null
    expect(idsOf(await capture(cut, { file }))).toHaveLength(active(cut).length)
  })

  it('bears users without first name, groups or id, with upper-case and shared addresses', async () => {
    const { principals, figures } = await capture(await organisation({ world: inventWorld(60) }))
    const missing = principals.filter(({ id }) => id === null)
    expect(missing.length).toBeGreaterThan(2)
    expect(figures.withoutId).toBe(missing.length)
    expect(principals.every(({ caption }) => caption === null || !/null|undefined/.test(caption))).toBe(true)
    const emails = principals.map(({ email }) => email?.toLowerCase())
    expect(emails.length).toBeGreaterThan(new Set(emails).size)
  })

  it('is the same one by one as by pages, twins that share an address included', async () => {
    const world = () => {
      const { users, technicalAccounts } = inventWorld(80)
      return worldOf(
        users.filter(({ status }) => status === 'active'),
        technicalAccounts,
      )
    }
    const pages = await capture(
      unlimited(await organisation({ world: world() }, { ...PATIENT, strategy: 'pages' })),
    )
    const one = unlimited(await organisation({ world: world() }, { ...PATIENT, strategy: 'single' }))
    const single = await capture(one)
    expect(single.principals).toEqual(pages.principals)
    expect(new Set(one.standIn.journal.lookedUp).size).toBe(one.standIn.journal.lookedUp.length)
  })

  it('goes on after a stop without asking anything twice, a torn last line or not', async () => {
    const organised = unlimited(
      await organisation({ world: inventWorld(40) }, { ...PATIENT, strategy: 'single' }),
    )
    const file = tempFile()
    const emails = Array.from(
      { length: 50 },
      (_, at) => `user${String(at).padStart(5, '0')}@fjordwood.example`,
    )
    for (const stopAfter of [7, 0, 21]) {
      await expect(capture(organised, { file, emails, stopAfter })).rejects.toThrow('stopped')
      appendFileSync(file, '{"ask":"user torn')
    }
    const { figures } = await capture(organised, { file, emails })
    const { lookedUp } = organised.standIn.journal
    expect(lookedUp).toHaveLength(100)
    expect(new Set(lookedUp).size).toBe(100)
    expect(figures).toMatchObject({ lookedUp: 50, found: 40, notFound: 10, failed: 0, strategy: 'single' })
  })

  it('never mixes the answers of two organisations', async () => {
    const organised = await organisation()
    const file = tempFile()
    await capture(organised, { file })
    const other = { ...organised.access, settings: { ...organised.access.settings, orgId: 'B@AdobeOrg' } }
    expect(() => Lookups.open(file, { version: 1, kind: 'umapi', of: other.settings.orgId })).toThrow(
      expect.objectContaining({ code: 'DIRECTORY_CHANGED' }) as Error,
    )
  })

  it('takes single look-ups where the list would be longer, else pages', async () => {
    const small = unlimited(await organisation({ world: inventWorld(90) }, PATIENT))
    small.standIn.traits.pageSize = 10
    const emails = ['user00001@fjordwood.example', 'user00002@fjordwood.example']
    expect((await capture(small, { emails })).figures.strategy).toBe('single')
    small.standIn.traits.pageSize = 2000
    expect((await capture(small, { emails })).figures.strategy).toBe('pages')
  })
})
