import { expect, test } from 'vitest'
import { codes, docview, read } from './support.js'

const HOME = 'jcr_root/home'

test('a user with its profile in another file', async () => {
  const found = await read({
    [`${HOME}/users/a/x1/.content.xml`]: docview(
      `jcr:primaryType="rep:User" jcr:uuid="u-1" rep:authorizableId="Anna@x" rep:principalName="anna"
       rep:disabled="left" rep:externalId="anna;ims" rep:password="\\{SHA-256}hunter2" email="not this"`,
      '<rep:pwd jcr:primaryType="rep:Password" rep:lastModified="hunter2"/><.tokens/>'.replace(
        '<.tokens/>',
        '',
      ),
    ),
    [`${HOME}/users/a/x1/profile/.content.xml`]: docview(
      'jcr:primaryType="nt:unstructured" email="anna@acme.example" givenName="Anna" familyName="Ängström" displayName="AÄ"',
    ),
    [`${HOME}/users/a/x1/.tokens/.content.xml`]: docview(
      'jcr:primaryType="rep:Unstructured" token="hunter2"',
    ),
    [`${HOME}/users/a/x1/_rep_pwd/.content.xml`]: docview('jcr:primaryType="rep:Password" x="hunter2"'),
  })
  expect(found.principals).toEqual([
    {
      ...{ kind: 'account', id: 'Anna@x', username: 'Anna@x', name: 'anna@acme.example' },
      ...{ caption: 'Anna Ängström', email: 'anna@acme.example', principalName: 'anna', uuid: 'u-1' },
      ...{ path: '/home/users/a/x1', externalId: 'anna;ims', flags: 1 },
      origin: { file: `p!${HOME}/users/a/x1/.content.xml`, line: 2 },
    },
  ])
  expect(found.items).toEqual([])
  expect(JSON.stringify(found)).not.toContain('hunter2')
  expect(found.counts).toMatchObject({ users: 1, groups: 0, systemUsers: 0 })
})

test('ids and names fall back, each with a finding; system users are flagged', async () => {
  const found = await read({
    [`${HOME}/users/_my_feature/.content.xml`]: docview('jcr:primaryType="rep:SystemUser"'),
    [`${HOME}/groups/g/.content.xml`]: docview(
      'jcr:primaryType="rep:Group" rep:authorizableId="project managers" rep:principalName="project managers"',
      '<profile jcr:primaryType="nt:unstructured" displayName="Project managers" email="pm@acme.example"/>',
    ),
  })
  expect(found.principals).toMatchObject([
    {
      kind: 'group',
      id: 'project managers',
      name: 'project managers',
      caption: 'Project managers',
      email: null,
    },
    { kind: 'account', id: 'my:feature', principalName: 'my:feature', name: null, caption: null, flags: 2 },
  ])
  expect(codes(found)).toEqual(['AUTHORIZABLE_WITHOUT_ID', 'AUTHORIZABLE_WITHOUT_NAME'])
})

test('members: by uuid, in overflow lists, in old nodes and by external name', async () => {
  const found = await read({
    [`${HOME}/groups/g/.content.xml`]: docview(
      `jcr:primaryType="rep:Group" rep:authorizableId="g" rep:principalName="g" rep:members="{WeakReference}[u1,u2]"`,
      `<rep:membersList jcr:primaryType="rep:MemberReferencesList">
         <_x0030_ jcr:primaryType="rep:MemberReferences" rep:members="{WeakReference}[u3]"/>
         <_x0031_ jcr:primaryType="rep:MemberReferences" rep:members="{WeakReference}[]"/>
       </rep:membersList>`,
    ),
    [`${HOME}/groups/old/.content.xml`]: docview(
      'jcr:primaryType="rep:Group" rep:authorizableId="old" rep:principalName="old"',
      `<rep:members jcr:primaryType="rep:Members" jcr:uuid="no member" anna="{WeakReference}u4">
         <b jcr:primaryType="rep:Members" bert="{WeakReference}u5"/>
       </rep:members>`,
    ),
    [`${HOME}/groups/alone/_rep_membersList/.content.xml`]: docview(
      'jcr:primaryType="rep:MemberReferencesList"',
      '<_x0030_ jcr:primaryType="rep:MemberReferences" rep:members="[u6]"/>',
    ),
    [`${HOME}/users/u/.content.xml`]: docview(
      'jcr:primaryType="rep:User" rep:authorizableId="u" rep:principalName="u" rep:externalPrincipalNames="[G1,G\\,2]"',
    ),
  })
  const short = found.memberships.map(({ memberBy, member, groupBy, group, createGroup }) =>
    [memberBy, member, groupBy, group, createGroup].join(' '),
  )
  expect(short.sort()).toEqual(
    [
      'uuid u1 path /home/groups/g false',
      'uuid u2 path /home/groups/g false',
      'uuid u3 path /home/groups/g false',
      'uuid u4 path /home/groups/old false',
      'uuid u5 path /home/groups/old false',
      'uuid u6 path /home/groups/alone false',
      'path /home/users/u principal G1 true',
      'path /home/users/u principal G,2 true',
    ].sort(),
  )
  expect(found.counts.memberships).toBe(8)
})

test('the namespace decides: other prefixes are the same, the same prefix elsewhere is not', async () => {
  const found = await read({
    'jcr_root/a/.content.xml': `<j:root xmlns:j="http://www.jcp.org/jcr/1.0" xmlns:sec="internal" xmlns:rep="urn:x"
      j:primaryType="sec:User" sec:authorizableId="a" sec:principalName="a" rep:authorizableId="wrong"
      sec:password="hunter2"/>`,
  })
  expect(found.principals).toMatchObject([{ id: 'a', principalName: 'a', origin: { line: 1 } }])
  expect(JSON.stringify(found)).not.toContain('hunter2')
})
