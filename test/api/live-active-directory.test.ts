import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { crosswalk, runJob } from '../support/cli.js'
import { reportOf } from '../support/live.js'
import { temporaryFolder } from '../support/paths.js'
import { startRangedLdap } from '../support/ranged-ldap.js'
import { SLAPD, startSlapd } from '../support/slapd.js'

const BASE = 'dc=fjordwood,dc=example'
const PASSWORD = 'planted-bind-password-90e'
const CROWD = 8

const base64 = (bytes: Buffer | string): string => Buffer.from(bytes).toString('base64')
/** `objectGUID` of the n-th entry; Windows writes its first three groups turned round. */
const guidBytes = (n: number): Buffer =>
  Buffer.from(`04030201060508070910${'0'.repeat(10)}${String(n).padStart(2, '0')}`, 'hex')
const guidOf = (n: number): string => `01020304-0506-0708-0910-${'0'.repeat(10)}${String(n).padStart(2, '0')}`
const sidBytes = (rid: number): Buffer => {
  const sid = Buffer.from(`0105000000000005${'15000000'}${'01000000'.repeat(3)}00000000`, 'hex')
  sid.writeUInt32LE(rid, 24)
  return sid
}
const MANDATORY = `instanceType: 4\nnTSecurityDescriptor:: ${base64('none')}\nobjectCategory: cn=Person,${BASE}\n`
const user = (n: number, rdn: string, lines: string): string =>
  `dn: CN=${rdn},ou=people,${BASE}\nobjectClass: user\nobjectClass: extensibleObject\nsn: Family ${n}\n${MANDATORY}objectGUID:: ${base64(guidBytes(n))}\n${lines}\n`
const group = (n: number, name: string, lines: string): string =>
  `dn: CN=${name},ou=groups,${BASE}\nobjectClass: group\nobjectClass: extensibleObject\ngroupType: 2\n${MANDATORY}objectGUID:: ${base64(guidBytes(n))}\ncn: ${name}\n${lines}\n`
const dn = (rdn: string, ou: 'people' | 'groups'): string => `CN=${rdn},ou=${ou},${BASE}`

const LDIF = [
  `dn: ${BASE}\nobjectClass: dcObject\nobjectClass: organization\no: Fjordwood\ndc: fjordwood\n`,
  ...['people', 'groups'].map((ou) => `dn: ou=${ou},${BASE}\nobjectClass: organizationalUnit\nou: ${ou}\n`),
  user(
    1,
    'Ada Nilsen',
    `sAMAccountName: ada\nuserPrincipalName: ada@corp.example\nmail: ada@fjordwood.example\nuserAccountControl: 512\nprimaryGroupID: 513\nmemberOf: ${dn('Editors', 'groups')}\n`,
  ),
  user(
    2,
    'Grete Berg',
    `sAMAccountName: grete\nproxyAddresses: smtp:old@fjordwood.example\nproxyAddresses: SMTP:grete@fjordwood.example\nuserAccountControl: 514\n`,
  ),
  user(3, 'Vik\\, Eirik', `userPrincipalName: eirik@corp.example\nuserAccountControl: 66048\n`),
  user(4, 'Excluded Service', `sAMAccountName: svc\nuserAccountControl: 512\n`),
  ...Array.from({ length: CROWD }, (_, at) =>
    user(10 + at, `Crowd ${at}`, `sAMAccountName: crowd${at}\nmail: crowd${at}@fjordwood.example\n`),
  ),
  `dn: uid=farid,ou=people,${BASE}\nobjectClass: inetOrgPerson\nobjectClass: posixAccount\nuid: farid\ncn: Farid Haddad\nsn: Haddad\nuidNumber: 1000\ngidNumber: 700\nhomeDirectory: /home/farid\nmail: farid@fjordwood.example\n`,
  group(50, 'Domain Users', `objectSid:: ${base64(sidBytes(513))}\n`),
  group(51, 'Editors', `member: ${dn('Sites', 'groups')}\n`),
  group(52, 'Sites', `member: ${dn('Editors', 'groups')}\nmember: CN=Vik\\2C Eirik,ou=people,${BASE}\n`),
  group(
    53,
    'Crowd',
    Array.from({ length: CROWD }, (_, at) => `member: ${dn(`Crowd ${at}`, 'people')}\n`).join(''),
  ),
  `dn: cn=unix,ou=groups,${BASE}\nobjectClass: posixGroup\ncn: unix\ngidNumber: 700\nmemberUid: farid\n`,
  `dn: cn=writers,ou=groups,${BASE}\nobjectClass: posixGroup\ncn: writers\ngidNumber: 701\nmemberUid: farid\nmemberUid: ada\n`,
].join('\n')

/** Primary groups of Ada and Farid, Ada's `memberOf`, the circle, Eirik, the crowd, and two logins. */
const MEMBERSHIPS = 2 + 1 + 2 + 1 + CROWD + 2

test.skipIf(!existsSync(SLAPD))(
  'Active Directory and POSIX entries are read as they are meant, members in ranges and groups in circles too',
  async () => {
    const folder = temporaryFolder()
    const data = join(folder, 'data')
    const { plain } = await startSlapd(join(folder, 'slapd'), {
      ...{ base: BASE, password: PASSWORD, ldif: LDIF, schemas: ['msuser'] },
    })
    const port = await startRangedLdap(plain, 3)
    mkdirSync(data)
    writeFileSync(join(folder, 'password'), PASSWORD)
    const saved = await crosswalk(
      ...['directory', 'save', 'corp', '--url', `ldap://localhost:${port}`, '--security', 'none'],
      ...['--base-dn', BASE, '--bind-dn', `cn=admin,${BASE}`, '--password-file', join(folder, 'password')],
      ...['--user-filter', '(&(|(objectClass=user)(objectClass=posixAccount))(!(cn=Excluded*)))'],
      ...['--page-size', '4', '--data', data],
    )
    expect(saved.stderr).toBe('')
    const job = join(folder, 'job.yaml')
    writeFileSync(
      job,
      'version: 1\nname: corp\nsource: { platform: ldap, directory: corp }\n' +
        'destination: { platform: ldap, directory: corp }\nselection: { ruleset: every-principal }\n',
    )
    const first = await runJob(job, data)
    expect(first.summary).toMatchObject({
      ...{ sourceAccounts: CROWD + 4, sourceGroups: 6, memberships: MEMBERSHIPS },
    })
    const rows = (await reportOf(data, 'mappings', first.run))
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    const byId = new Map(rows.map((row) => [row['source_id'], row]))
    expect(byId.get(guidOf(1))).toMatchObject({
      ...{ source_username: 'ada', source_name: 'ada@fjordwood.example', resolution: 'EMAIL' },
      destination_id: guidOf(1),
    })
    expect(byId.get(guidOf(2))).toMatchObject({
      ...{ source_username: 'grete', source_name: 'grete@fjordwood.example' },
      reason: 'DISABLED_AT_DESTINATION',
    })
    expect(byId.get(guidOf(3))).toMatchObject({ source_username: 'eirik@corp.example', source_name: null })
    expect(rows.map(({ source_username }) => source_username)).not.toContain('svc')
    expect(rows.map(({ source_username }) => source_username)).toContain('farid')
    expect(byId.get(guidOf(53))).toMatchObject({ source_name: 'Crowd' })
    expect((await runJob(job, data)).fingerprint).toBe(first.fingerprint)
    expect(readFileSync(join(data, 'control.sqlite')).includes(PASSWORD)).toBe(false)
  },
)
