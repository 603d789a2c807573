import { expect, test } from 'vitest'
import { collect, docview, exploded, read, zipBytes, zipped, type Collected, type Files } from './support.js'

const paths = (found: Collected): string[] => found.items.map(({ path, type }) => `${path} ${type}`).sort()
const hashOf = (found: Collected, path: string): string | null | undefined =>
  found.items.find((item) => item.path === path)?.contentHash

test('pages, assets, folders and files are items; what lies below their jcr:content is theirs', async () => {
  const found = await read({
    'jcr_root/content/site/.content.xml': docview(
      'jcr:primaryType="cq:Page"',
      `<jcr:content jcr:primaryType="cq:PageContent" jcr:createdBy="cara" cq:lastModified="{Date}2024-05-06T07:08:09.000Z"
         cq:lastModifiedBy="mia" jcr:lastModifiedBy="other"><image jcr:primaryType="nt:unstructured"/></jcr:content>
       <inline jcr:primaryType="cq:Page"/>`,
    ),
    'jcr_root/content/dam/a.jpg/.content.xml': docview(
      'jcr:primaryType="dam:Asset" jcr:createdBy="dan"',
      '<jcr:content jcr:primaryType="dam:AssetContent" jcr:lastModified="{Date}2023-01-01T00:00:00.000Z"/>',
    ),
    'jcr_root/content/dam/a.jpg/_jcr_content/renditions/original': Buffer.from([0xff, 0xd8]),
    'jcr_root/content/dam/a.jpg/_jcr_content/renditions/original.dir/.content.xml':
      docview('jcr:primaryType="nt:file"'),
    'jcr_root/content/dam/.content.xml': docview('jcr:primaryType="sling:OrderedFolder"'),
    'jcr_root/apps/x/script.js': 'alert()',
    'jcr_root/apps/x/typed.txt': 'x',
    'jcr_root/apps/x/typed.txt.dir/.content.xml': docview(
      'jcr:primaryType="nt:file" jcr:createdBy="fay"',
      '<jcr:content jcr:primaryType="nt:resource" jcr:lastModifiedBy="gus"/>',
    ),
    'jcr_root/apps/x/data.xml': '<data/>',
    'jcr_root/apps/x/broken.xml': '<data>',
    'jcr_root/apps/x/.vlt': 'left by a tool',
    'META-INF/vault/filter.xml': '<workspaceFilter/>',
  })
  expect(paths(found)).toEqual([
    '/apps/x/broken.xml nt:file',
    '/apps/x/data.xml nt:file',
    '/apps/x/script.js nt:file',
    '/apps/x/typed.txt nt:file',
    '/content/dam sling:OrderedFolder',
    '/content/dam/a.jpg dam:Asset',
    '/content/site cq:Page',
    '/content/site/inline cq:Page',
  ])
  const item = (path: string) => found.items.find((row) => row.path === path)
  expect(item('/content/site')).toMatchObject({
    ...{ modified: '2024-05-06T07:08:09.000Z', createdBy: 'cara', modifiedBy: 'mia', owner: null },
  })
  expect(item('/content/dam/a.jpg')).toMatchObject({
    ...{ modified: '2023-01-01T00:00:00.000Z', createdBy: 'dan', modifiedBy: null },
  })
  expect(item('/apps/x/typed.txt')).toMatchObject({ createdBy: 'fay', modifiedBy: 'gus' })
  expect(found.findings).toEqual([])
})

const PAGE: Files = {
  'jcr_root/content/p/.content.xml': docview(
    'jcr:primaryType="cq:Page" jcr:mixinTypes="[mix:versionable,mix:lockable]"',
    '<jcr:content jcr:primaryType="cq:PageContent" jcr:title="T"><par jcr:primaryType="nt:unstructured" a="1" b="2"/></jcr:content>',
  ),
  'jcr_root/content/p/q/.content.xml': docview('jcr:primaryType="cq:Page"'),
  'jcr_root/content/p/data.bin': 'one',
}
const changed = (changes: Files): Promise<Collected> => read({ ...PAGE, ...changes })

test('the hash does not see layout: attribute order, white space, prefixes, which file a node lies in', async () => {
  const base = hashOf(await read(PAGE), '/content/p')
  expect(base).toMatch(/^[0-9a-f]{32}$/)
  const spread = await read({
    'jcr_root/content/p/.content.xml': `<j:root xmlns:j="http://www.jcp.org/jcr/1.0" xmlns:m="http://www.jcp.org/jcr/mix/1.0"
      xmlns:c="http://www.day.com/jcr/cq/1.0"
      j:mixinTypes="{Name}[m:lockable,m:versionable]"   j:primaryType="{Name}c:Page"><q/><j:content/></j:root>`,
    'jcr_root/content/p/_jcr_content.xml': docview('jcr:title="{String}T" jcr:primaryType="cq:PageContent"'),
    'jcr_root/content/p/_jcr_content/par/.content.xml': docview(
      'b="2" a="1" jcr:primaryType="nt:unstructured"',
    ),
  })
  expect(hashOf(spread, '/content/p')).toBe(base)
})

test('the hash sees every property and type of the node and of what is part of it, and nothing else', async () => {
  const base = await read(PAGE)
  const edit = (from: string, to: string): Promise<Collected> =>
    changed({
      'jcr_root/content/p/.content.xml': String(PAGE['jcr_root/content/p/.content.xml']).replace(from, to),
    })
  for (const [from, to] of [
    ['a="1"', 'a="2"'],
    ['a="1"', 'a="{Long}1"'],
    ['a="1"', 'a="[1]"'],
    ['a="1" b="2"', 'a="1"'],
    ['<par', '<para'],
    ['jcr:title="T"', 'jcr:title="T" rep:members="x"'],
  ] as const)
    expect(hashOf(await edit(from, to), '/content/p'), `${from} → ${to}`).not.toBe(hashOf(base, '/content/p'))
  const elsewhere = await changed({
    'jcr_root/content/p/q/.content.xml': docview('jcr:primaryType="cq:Page" x="1"'),
    'jcr_root/content/p/data.bin': 'two',
    'jcr_root/content/p/_rep_policy.xml': docview('jcr:primaryType="rep:ACL"'),
  })
  expect(hashOf(elsewhere, '/content/p')).toBe(hashOf(base, '/content/p'))
  expect(hashOf(elsewhere, '/content/p/q')).not.toBe(hashOf(base, '/content/p/q'))
  expect(hashOf(elsewhere, '/content/p/data.bin')).not.toBe(hashOf(base, '/content/p/data.bin'))
})

test('values cannot be moved between neighbours without changing the hash', async () => {
  const page = (attributes: string): Promise<Collected> =>
    read({ 'jcr_root/a/.content.xml': docview(`jcr:primaryType="cq:Page" ${attributes}`) })
  const hashes = await Promise.all(
    ['x="[a,b]"', 'x="[a\\,b]"', 'x="a" y="b"', 'x="ab" y=""', 'x="[ab,]"'].map(async (attributes) =>
      hashOf(await page(attributes), '/a'),
    ),
  )
  expect(new Set(hashes).size).toBe(hashes.length)
})

test('an authorizable with a policy is an item whose hash knows no secret', async () => {
  const user = (password: string): Promise<Collected> =>
    read({
      'jcr_root/home/users/u/.content.xml': docview(
        `jcr:primaryType="rep:User" rep:authorizableId="u" rep:principalName="u" rep:password="${password}"`,
        `<rep:policy jcr:primaryType="rep:ACL"/><rep:pwd jcr:primaryType="rep:Password" x="${password}"/>
         <profile jcr:primaryType="nt:unstructured"><photo jcr:primaryType="nt:file"/></profile>`,
      ),
    })
  const found = await user('one')
  expect(paths(found)).toEqual(['/home/users/u rep:User'])
  expect(hashOf(found, '/home/users/u')).toBe(hashOf(await user('two'), '/home/users/u'))
})

test('binary properties in files of their own are part of the item', async () => {
  const page = (bytes: string): Promise<Collected> =>
    read({
      'jcr_root/a/.content.xml': docview('jcr:primaryType="cq:Page" thumb="{Binary}"'),
      'jcr_root/a/thumb.binary': bytes,
    })
  const [one, two] = [await page('1'), await page('2')]
  expect(paths(one)).toEqual(['/a cq:Page'])
  expect(hashOf(one, '/a')).not.toBe(hashOf(two, '/a'))
})

test('a zip and the folder it unpacks to give the same rows, hashes and findings', async () => {
  const nested = await zipBytes({
    'META-INF/MANIFEST.MF': '',
    'jcr_root/content/n/_rep_policy.xml': docview(
      'jcr:primaryType="rep:ACL"',
      '<a jcr:primaryType="rep:DenyACE" rep:principalName="x" rep:privileges="{Name}[jcr:all]"/>',
    ),
  })
  const files: Files = {
    ...PAGE,
    'jcr_root/etc/packages/n.zip': nested,
    'jcr_root/home/users/u/.content.xml': docview('jcr:primaryType="rep:User" bad="{Odd}x"'),
    'jcr_root/content/a-b/.content.xml': docview('jcr:primaryType="cq:Page"'),
    'jcr_root/content/a.b/.content.xml': docview('jcr:primaryType="cq:Page"'),
    'jcr_root/content/a/.content.xml': docview('jcr:primaryType="cq:Page"'),
    'jcr_root/content/a/b/.content.xml': docview('jcr:primaryType="cq:Page"'),
  }
  const [folder, zip] = [await collect(await exploded(files)), await collect(await zipped(files))]
  const reversed = await zipped(Object.fromEntries(Object.entries(files).reverse()))
  expect(folder.counts).toMatchObject({ items: 9, users: 1, acls: 1, denyEntries: 1 })
  expect(zip).toEqual(folder)
  expect(await collect(reversed)).toEqual(folder)
  expect(folder.entries.map(({ origin }) => origin.file)).toEqual([
    'p!jcr_root/etc/packages/n.zip!jcr_root/content/n/_rep_policy.xml',
  ])
})
