import { expect, test } from 'vitest'
import { codes, docview, read, type Collected } from './support.js'

const ace = (element: string, type: string, principal: string, more = '', children = ''): string =>
  `<${element} jcr:primaryType="rep:${type}" rep:principalName="${principal}" rep:privileges="{Name}[jcr:read]" ${more}>${children}</${element}>`
const acl = (entries: string): string => docview('jcr:primaryType="rep:ACL"', entries)
const short = (found: Collected): string[] =>
  found.entries.map(
    ({ path, policy, ordinal, principal, allow, rights, restrictions }) =>
      `${path} ${policy} ${ordinal} ${allow ? '+' : '-'}${principal} ${rights} ${restrictions}`,
  )

test('entries by type, not by element name, in document order, several to a principal', async () => {
  const found = await read({
    'jcr_root/content/a/.content.xml': docview('jcr:primaryType="cq:Page"'),
    'jcr_root/content/a/_rep_policy.xml': acl(
      ace('deny', 'GrantACE', 'b') +
        ace('allow', 'DenyACE', 'a') +
        '<allow9/>' +
        ace('deny', 'GrantACE', 'b'),
    ),
  })
  expect(short(found)).toEqual([
    '/content/a ACL 0 +b jcr:read null',
    '/content/a ACL 1 -a jcr:read null',
    '/content/a ACL 2 +b jcr:read null',
  ])
  expect(found.items).toMatchObject([{ path: '/content/a', type: 'cq:Page', flags: 0 }])
  expect(found.counts).toMatchObject({ acls: 1, aclEntries: 3, denyEntries: 1, items: 1 })
  expect(found.findings).toEqual([])
})

test('restrictions: children and the old style, sorted by name', async () => {
  const restrictions = `<rep:restrictions jcr:primaryType="rep:Restrictions" rep:ntNames="{Name}[nt:file,cq:Page]" rep:glob="*/x"/>`
  const found = await read({
    'jcr_root/a/_rep_policy.xml': acl(
      ace('allow', 'GrantACE', 'a', '', restrictions) +
        ace('allow1', 'GrantACE', 'b', 'rep:glob="{Name}[*/subtree/*]" rep:nodePath="{Path}/a"'),
    ),
  })
  expect(short(found)).toEqual([
    '/a ACL 0 +a jcr:read rep:glob=*/x;rep:ntNames=nt:file,cq:Page',
    '/a ACL 1 +b jcr:read rep:glob=*/subtree/*;rep:nodePath=/a',
  ])
})

test('a policy without its node makes an implied item; order-only elements make nothing', async () => {
  const found = await read({
    'jcr_root/.content.xml': docview('jcr:primaryType="rep:root"', '<rep:policy/><content/>'),
    'jcr_root/content/_rep_policy.xml': acl(''),
    'jcr_root/content/b/.content.xml': docview('jcr:primaryType="nt:unstructured"', '<rep:policy/>'),
  })
  expect(found.items).toEqual([
    {
      ...{ path: '/content', type: null, modified: null, contentHash: null, owner: null },
      ...{ createdBy: null, modifiedBy: null, flags: 1 },
      origin: { file: 'p!jcr_root/content/_rep_policy.xml', line: 2 },
    },
  ])
  expect(found.counts).toMatchObject({ acls: 1, aclEntries: 0 })
})

test('inline policies, also deep in an aggregate of another name', async () => {
  const found = await read({
    'jcr_root/conf/.content.xml': docview(
      'jcr:primaryType="sling:Folder"',
      `<x jcr:primaryType="nt:unstructured"><y_x0020_z>
         <rep:policy jcr:primaryType="rep:ACL">${ace('allow', 'GrantACE', 'a')}</rep:policy></y_x0020_z></x>`,
    ),
  })
  expect(short(found)).toEqual(['/conf/x/y z ACL 0 +a jcr:read null'])
  expect(found.items.map(({ path, flags }) => `${path} ${flags}`)).toEqual(['/conf/x/y z 1', '/conf 0'])
})

test('closed user groups', async () => {
  const found = await read({
    'jcr_root/content/m/_rep_cugPolicy.xml': docview(
      'jcr:primaryType="rep:CugPolicy" rep:principalNames="[members,every\\,one]"',
    ),
    'jcr_root/content/none/_rep_cugPolicy.xml': docview(
      'jcr:primaryType="rep:CugPolicy" rep:principalNames="[]"',
    ),
  })
  expect(short(found)).toEqual([
    '/content/m CUG 0 +members null null',
    '/content/m CUG 1 +every,one null null',
  ])
  expect(found.counts).toMatchObject({ cugPolicies: 2, items: 2 })
})

test('principal policies act at their effective path', async () => {
  const entry = (element: string, path: string): string =>
    `<${element} jcr:primaryType="rep:PrincipalEntry" ${path} rep:privileges="{Name}[jcr:read,jcr:write]"/>`
  const found = await read({
    'jcr_root/home/users/system/s/.content.xml': docview(
      'jcr:primaryType="rep:SystemUser" rep:authorizableId="s" rep:principalName="s"',
    ),
    'jcr_root/home/users/system/s/_rep_principalPolicy.xml': docview(
      'jcr:primaryType="rep:PrincipalPolicy" rep:principalName="s"',
      entry('e0', 'rep:effectivePath="/content"') +
        entry('e1', 'rep:effectivePath=""') +
        entry('e2', 'rep:effectivePath="{Path}/content"') +
        entry('e3', ''),
    ),
  })
  expect(short(found)).toEqual([
    '/content PRINCIPAL_POLICY 0 +s jcr:read,jcr:write null',
    '/ PRINCIPAL_POLICY 0 +s jcr:read,jcr:write null',
    '/content PRINCIPAL_POLICY 1 +s jcr:read,jcr:write null',
    '/ PRINCIPAL_POLICY 1 +s jcr:read,jcr:write null',
  ])
  expect(found.counts).toMatchObject({ principalPolicies: 1, principalEntries: 4, acls: 0, items: 0 })
  expect(codes(found)).toEqual(['BAD_VALUE'])
})

test('the repository policy stands apart from the policy of the root node', async () => {
  const found = await read({
    'jcr_root/_rep_policy.xml': acl(ace('allow', 'GrantACE', 'everyone')),
    'jcr_root/_rep_repoPolicy.xml': acl(ace('allow', 'GrantACE', 'admins')),
  })
  expect(short(found)).toEqual([
    '/ ACL 0 +everyone jcr:read null',
    '/rep:repoPolicy ACL 0 +admins jcr:read null',
  ])
  expect(found.items.map(({ path, type, flags }) => [path, type, flags])).toEqual([
    ['/rep:repoPolicy', 'rep:ACL', 0],
    ['/', null, 1],
  ])
})

test('what is no policy entry is told and skipped', async () => {
  const found = await read({
    'jcr_root/a/_rep_policy.xml': acl(
      `<x jcr:primaryType="rep:OddACE" rep:principalName="a"/>
       <y rep:principalName="a"/>
       <z jcr:primaryType="rep:GrantACE" rep:privileges="{Name}[jcr:read]"/>`,
    ),
    'jcr_root/b/_rep_policy.xml': docview('jcr:primaryType="rep:OtherPolicy"'),
  })
  expect(found.entries).toEqual([])
  expect(found.findings.map(({ code, line, path, args }) => [code, line, path, args])).toEqual([
    ['UNKNOWN_ENTRY_TYPE', 3, '/a', { type: 'rep:OddACE' }],
    ['UNKNOWN_ENTRY_TYPE', 4, '/a', { type: '(none)' }],
    ['POLICY_WITHOUT_PRINCIPAL', 5, '/a', {}],
    ['UNKNOWN_ENTRY_TYPE', 2, '/b', { type: 'rep:OtherPolicy' }],
  ])
})
