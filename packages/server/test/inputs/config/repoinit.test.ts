import { describe, expect, it } from 'vitest'
import { readRepoinit, type RepoinitOptions } from '../../../src/inputs/repoinit/read-repoinit.js'
import { collecting, entryLines, folderOf, membershipLines, problems } from './support.js'

const read = async (files: string | Readonly<Record<string, string>>, options: RepoinitOptions = {}) => {
  const { rows, sink } = collecting()
  const folder = await folderOf(typeof files === 'string' ? { 'a.repoinit': files } : files)
  const counts = await readRepoinit({ path: folder, label: 'r' }, sink, options)
  return { ...rows, counts }
}

describe('repoinit', () => {
  it('makes users, service users and groups, with paths, profiles and states', async () => {
    const found = await read(`# comment
create service user svc1,svc-2 with path system/site
create user bob with forced path /home/users/x with password {enc} pw # trailing
create group "the group" with path g
create user gone
set properties on authorizable(bob)/profile
  set email{String} to "bob@a.example"
  set givenName to "Bob"
  default familyName to "B #1"
end
disable service user svc-2 : "no longer needed"
add bob,svc1 to group "the group"
add bob to group administrators
remove bob from group administrators
delete user gone
register nodetypes
<<===
  create user not-a-user
===>>
create path (sling:Folder) /content/x
`)
    expect(found.findings).toEqual([])
    expect(found.principals).toMatchObject([
      { kind: 'account', id: 'svc1', path: '/home/users/system/site/svc1', flags: 2, origin: { line: 2 } },
      { id: 'svc-2', flags: 3 },
      { id: 'bob', path: '/home/users/x/bob', email: 'bob@a.example', caption: 'Bob B #1', flags: 0 },
      { kind: 'group', id: 'the group', path: '/home/groups/g/the group' },
    ])
    expect(membershipLines(found)).toEqual(['bob in the group', 'svc1 in the group'])
    expect(found.counts).toMatchObject({ users: 1, systemUsers: 2, groups: 1, memberships: 2 })
  })

  it('reads every form of ACL; what is removed is gone', async () => {
    const found = await read(`create user u with path /home/users/p
set ACL on /a, /b/ (ACLOptions=merge)
  allow jcr:read, rep:write for x,y restriction(rep:glob) restriction(rep:ntNames,nt:file,nt:folder)
  deny jcr:all for x
end
set ACL for z
  allow jcr:read on /,home(u)/profile,:repository nodetypes sling:Folder
  remove * on /gone
end
set repository ACL for z
  allow jcr:namespaceManagement
end
set principal ACL for svc
  allow jcr:read on /c,:repository
end
ensure ACL for w
  allow jcr:read on /w
  allow jcr:write on /w
end
set ACL on /b
  remove jcr:all for x
end
set ACL for w
  remove jcr:write on /w
end
delete ACL for nobody
`)
    expect(found.findings).toEqual([])
    const glob = 'jcr:read,rep:write rep:glob=;rep:ntNames=nt:file,nt:folder'
    expect(entryLines(found)).toEqual([
      ...[`x allow /a ${glob}`, `y allow /a ${glob}`, `x allow /b ${glob}`, `y allow /b ${glob}`],
      ...['x deny /a jcr:all', 'z allow / jcr:read rep:ntNames=sling:Folder'],
      'z allow /home/users/p/u/profile jcr:read rep:ntNames=sling:Folder',
      'z allow /rep:repoPolicy jcr:read rep:ntNames=sling:Folder',
      ...['z allow /rep:repoPolicy jcr:namespaceManagement', 'svc allow /c jcr:read', 'svc allow / jcr:read'],
      'w allow /w jcr:read',
    ])
    expect(found.entries.map(({ policy }) => policy).filter((policy) => policy !== 'ACL')).toEqual([
      'PRINCIPAL_POLICY',
      'PRINCIPAL_POLICY',
    ])
    expect(found.entries[0]).toMatchObject({ added: true, origin: { file: 'r/a.repoinit', line: 3 } })
  })

  it('takes scripts out of OSGi configurations of every kind', async () => {
    const name = 'org.apache.sling.jcr.repoinit.RepositoryInitializer'
    const found = await read({
      [`${name}-a.config`]:
        'service.ranking=I"1"\nscripts=[ \\\n  "\ncreate user a\nset properties on authorizable(a)/profile\nset givenName to \\"A\\"\nend", \\\n "create group g" ]\n',
      [`${name}-b.cfg.json`]: '// a comment\n{ "scripts": ["create user b", "add b to group g"] /* done */ }',
      [`${name}-c.xml`]:
        '<jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" jcr:primaryType="sling:OsgiConfig" scripts="[create user c&#xa;add c to group g,create user d\\, e]"/>',
      [`${name}-d.config`]: 'scripts=["create user x',
      'other.txt': 'create user other',
    })
    expect(found.principals.map(({ id, caption, origin }) => [id, caption, origin.line])).toEqual([
      ...[['a', 'A', 4] as const, ['g', null, 8] as const, ['b', null, null] as const],
      ...[['c', null, null] as const, ['d', null, null] as const, ['e', null, null] as const],
    ])
    expect(membershipLines(found)).toEqual(['b in g', 'c in g'])
    expect(problems(found)).toEqual(['UNREADABLE_FILE:null a script does not end'])
  })

  it('tells of what it does not understand, and goes on', async () => {
    const found = await read(
      'make coffee\nset ACL on /a\n  permit jcr:read for x\n  allow jcr:read\nend\ncreate user u\nset ACL for x\n',
    )
    expect(problems(found)).toEqual([
      "CONFIG_SKIPPED:1 the statement 'make coffee' is not understood",
      "CONFIG_SKIPPED:3 'permit' is no line of an ACL",
      'CONFIG_SKIPPED:4 the line says neither on what nor for whom it is',
      'CONFIG_SKIPPED:7 the block does not end',
    ])
    expect(found.principals).toHaveLength(1)
  })

  it('is bounded: lists multiplied by lists, and removals over them', async () => {
    const many = (prefix: string) => Array.from({ length: 2000 }, (_, at) => `${prefix}${at}`).join(',')
    const product = `set ACL on ${many('/p')}\n  allow jcr:read for ${many('u')}\nend\n`
    await expect(read(product)).rejects.toMatchObject({ code: 'CONFIG_UNSAFE' })
    const removals = `set ACL on /a\n  allow jcr:read for ${many('u')}\n${'  remove * for u1\n'.repeat(2000)}end\n`
    await expect(read(removals)).rejects.toMatchObject({ code: 'CONFIG_UNSAFE' })
  })
})
