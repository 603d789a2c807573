import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { crosswalk, runJob } from '../support/cli.js'
import { reportOf } from '../support/live.js'
import { temporaryFolder } from '../support/paths.js'
import { SLAPD, startSlapd } from '../support/slapd.js'

const BASE = 'dc=fjordwood,dc=example'
const [PASSWORD, USERS, TEAMS] = ['planted-bind-password-31c', 9900, 90]

const dnOf = (index: number): string => `uid=person${index},ou=people,${BASE}`
const teamDn = (index: number): string => `cn=Team ${index},ou=groups,${BASE}`
const nameOf = (index: number): string => (index % 97 === 5 ? `Ærlig, Åse ${index}` : `Person ${index}`)
const base64 = (text: string): string => Buffer.from(text).toString('base64')

/** 10,000 entries: people, teams in teams (one circle), a POSIX group; what the run must then say. */
const ldif = (): { text: string; memberships: number } => {
  let memberships = 0
  const people = Array.from({ length: USERS }, (_, at) => {
    const mail = at % 50 === 7 ? '' : `mail: person${at}@fjordwood.example\n`
    return (
      `dn: ${dnOf(at)}\nobjectClass: inetOrgPerson\nuid: person${at}\nsn: ${at}\ncn:: ${base64(nameOf(at))}\n` +
      `displayName:: ${base64(nameOf(at))}\n${mail}`
    )
  })
  const teams = Array.from({ length: TEAMS }, (_, team) => {
    const people = Array.from({ length: 110 }, (_, at) => dnOf(team * 110 + at)).filter(
      (_, at) => team * 110 + at < USERS,
    )
    const nested = [teamDn((team + 1) % 3 === 0 ? (team + 1) % TEAMS : (team * 2 + 1) % TEAMS)]
    const members = [...new Set([...people, ...nested])]
    memberships += members.length
    return `dn: ${teamDn(team)}\nobjectClass: groupOfNames\ncn: Team ${team}\n${members.map((dn) => `member: ${dn}\n`).join('')}`
  })
  const posix = `dn: cn=unix,ou=groups,${BASE}\nobjectClass: posixGroup\ncn: unix\ngidNumber: 500\nmemberUid: person1\nmemberUid: person2\n`
  memberships += 2
  const roots =
    `dn: ${BASE}\nobjectClass: dcObject\nobjectClass: organization\no: Fjordwood\ndc: fjordwood\n\n` +
    ['people', 'groups']
      .map((ou) => `dn: ou=${ou},${BASE}\nobjectClass: organizationalUnit\nou: ${ou}\n`)
      .join('\n')
  return { text: [roots, ...people, ...teams, posix].join('\n'), memberships }
}

test.skipIf(!existsSync(SLAPD))(
  'a real LDAP server of 10,000 entries is read over LDAPS, and is what its LDIF says',
  async () => {
    const folder = temporaryFolder()
    const data = join(folder, 'data')
    const { text, memberships } = ldif()
    const { plain, secure, ca } = await startSlapd(join(folder, 'slapd'), {
      ...{ base: BASE, password: PASSWORD, ldif: text },
    })
    mkdirSync(data, { recursive: true })
    const password = join(folder, 'password')
    writeFileSync(password, PASSWORD)
    const save = (name: string, ...args: string[]) =>
      crosswalk(
        ...['directory', 'save', name, '--base-dn', BASE, '--bind-dn', `cn=admin,${BASE}`, '--data', data],
        ...args,
      )

    const ldaps = ['--url', `ldaps://localhost:${secure}`]
    const untrusted = await save('company', ...ldaps, '--password-file', password)
    const byAddress = ['--url', `ldaps://127.0.0.1:${secure}`, '--ca-file', ca]
    const misnamed = await save('company', ...byAddress, '--password-file', password)
    for (const { exitCode, stderr } of [untrusted, misnamed])
      expect([exitCode, stderr]).toEqual([
        3,
        expect.stringMatching(/certificate .* is not trusted.*authority.*host name.*DIRECTORY_UNREACHABLE/),
      ])
    writeFileSync(join(folder, 'wrong'), 'wrong')
    const refused = await save('company', ...ldaps, '--ca-file', ca, '--password-file', join(folder, 'wrong'))
    expect(refused.stderr).toMatch(/DIRECTORY_REFUSED/)
    const saved = await save('company', ...ldaps, '--ca-file', ca, '--password-file', password)
    expect(saved.stderr).toBe('')
    const startTls = ['--url', `ldap://localhost:${plain}`, '--security', 'starttls']
    expect((await save('staff', ...startTls, '--ca-file', ca, '--password-file', password)).stderr).toBe('')

    writeFileSync(
      join(folder, 'job.yaml'),
      'version: 1\nname: ldap\nsource: { platform: ldap, directory: company }\n' +
        'destination: { platform: ldap, directory: staff }\nselection: { ruleset: every-principal }\n',
    )
    const line = await runJob(join(folder, 'job.yaml'), data)
    expect(line.summary).toMatchObject({
      ...{
        sourceAccounts: USERS,
        sourceGroups: TEAMS + 1,
        destinationPrincipals: USERS + TEAMS + 1,
        memberships,
      },
    })
    const rows = (await reportOf(data, 'mappings', line.run))
      .split('\n')
      .filter(Boolean)
      .map((row) => JSON.parse(row) as Record<string, unknown>)
    const people = new Map(
      rows.filter(({ kind }) => kind === 'account').map((row) => [row['source_username'], row]),
    )
    expect(people.size).toBe(USERS)
    for (let at = 0; at < USERS; at += 1)
      expect(people.get(`person${at}`)).toMatchObject({
        source_name: at % 50 === 7 ? null : `person${at}@fjordwood.example`,
        source_caption: nameOf(at),
        resolution: at % 50 === 7 ? 'ID' : 'EMAIL',
        destination_username: `person${at}`,
      })
    const { stdout } = await crosswalk('directory', 'list', '--json', '--data', data)
    expect(stdout).not.toContain(PASSWORD)
    for (const file of [
      'control.sqlite',
      `runs/${line.run}/manifest.json`,
      `runs/${line.run}/lookups.ndjson`,
    ])
      expect(readFileSync(join(data, file)).includes(PASSWORD)).toBe(false)
  },
)
