import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { SLAPD, startSlapd } from '../../../../../test/support/slapd.js'
import type { Captured } from '../../../src/directories/capture.js'
import { captureLdap } from '../../../src/directories/ldap/capture.js'
import { Lookups } from '../../../src/directories/lookups.js'
import type { DirectoryAccess, LdapSettings } from '../../../src/directories/settings.js'

const BASE = 'dc=fjordwood,dc=example'
const [PEOPLE, TEAMS, PAGE] = [35, 25, 10]

const dnOf = (at: number): string => `uid=person${at},ou=people,${BASE}`
const LDIF = [
  `dn: ${BASE}\nobjectClass: dcObject\nobjectClass: organization\no: Fjordwood\ndc: fjordwood\n`,
  ...['people', 'groups'].map((ou) => `dn: ou=${ou},${BASE}\nobjectClass: organizationalUnit\nou: ${ou}\n`),
  ...Array.from(
    { length: PEOPLE },
    (_, at) =>
      `dn: ${dnOf(at)}\nobjectClass: inetOrgPerson\nuid: person${at}\nsn: ${at}\ncn: Person ${at}\nmail: p${at}@fjordwood.example\n`,
  ),
  ...Array.from(
    { length: TEAMS },
    (_, at) =>
      `dn: cn=Team ${at},ou=groups,${BASE}\nobjectClass: groupOfNames\ncn: Team ${at}\nmember: ${dnOf(at)}\n`,
  ),
].join('\n')

test.skipIf(!existsSync(SLAPD))(
  'a search that was interrupted is begun anew, one that ended is not repeated',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'crosswalk-ldap-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const { plain } = await startSlapd(folder, { base: BASE, password: 'secret', ldif: LDIF })
    const access: DirectoryAccess<LdapSettings> = {
      name: 'company',
      settings: {
        ...{ kind: 'ldap', url: `ldap://127.0.0.1:${plain}`, security: 'none', certificates: null },
        ...{ bindDn: `cn=admin,${BASE}`, baseDn: BASE, pageSize: PAGE },
        ...{ userFilter: '(objectClass=inetOrgPerson)', groupFilter: '(objectClass=groupOfNames)' },
      },
      secrets: { password: 'secret' },
    }
    const capture = (file: string, pages = Infinity): Promise<Captured> => {
      const lookups = Lookups.open(join(folder, file), { version: 1, kind: 'ldap', of: BASE })
      let left = pages
      return captureLdap(access, ['p1@fjordwood.example', 'nobody@fjordwood.example'], {
        ...{ lookups, signal: new AbortController().signal, log: () => undefined },
        progress() {
          if (left-- <= 0) throw new Error('stopped')
        },
      }).finally(() => lookups.close())
    }
    const asked = (what: string): number =>
      readFileSync(join(folder, 'stopped'), 'utf8')
        .split('\n')
        .filter((line) => line.includes(`"ask":"${what} `)).length

    const whole = await capture('whole')
    expect(whole.principals).toHaveLength(PEOPLE + TEAMS)
    expect(whole.memberships).toHaveLength(TEAMS)
    expect(whole.figures).toMatchObject({ lookedUp: 2, found: 1, notFound: 1 })

    await expect(capture('stopped', 2)).rejects.toThrow('stopped')
    const userPages = Math.ceil(PEOPLE / PAGE)
    await expect(capture('stopped', userPages + 1)).rejects.toThrow('stopped')
    const users = asked('users')
    expect(users).toBe(2 + userPages + 1)
    const { figures, ...rest } = await capture('stopped')
    expect(asked('users')).toBe(users)
    expect(rest).toEqual({ principals: whole.principals, memberships: whole.memberships, findings: [] })
    expect(figures).toMatchObject({ found: 1, notFound: 1 })
  },
)
