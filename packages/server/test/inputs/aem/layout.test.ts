import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  codes,
  collect,
  docview,
  exploded,
  newFolder,
  read,
  zipBytes,
  zipped,
  type Collected,
} from './support.js'

const paths = (found: Collected): string[] => found.items.map(({ path }) => path).sort()
const page = docview('jcr:primaryType="cq:Page"')

test('file names, aggregates, .dir folders and same-name siblings', async () => {
  const found = await read({
    'jcr_root/content/_cq_a/.content.xml': page,
    'jcr_root/content/__x/.content.xml': page,
    'jcr_root/content/p%7cq/.content.xml': page,
    'jcr_root/content/agg.xml': docview('jcr:primaryType="cq:Page"', '<sub jcr:primaryType="cq:Page"/>'),
    'jcr_root/content/d.dir/.content.xml': page,
    'jcr_root/content/s/.content.xml': docview(
      'jcr:primaryType="cq:Page"',
      '<n jcr:primaryType="cq:Page"/><n_x005b_2_x005d_ jcr:primaryType="cq:Page"/><_x0031_st jcr:primaryType="cq:Page"/>',
    ),
    'jcr_root/content/bad%zz/.content.xml': page,
  })
  expect(paths(found)).toEqual([
    ...['/content/_x', '/content/agg', '/content/agg/sub', '/content/bad%zz', '/content/cq:a', '/content/d'],
    ...['/content/p|q', '/content/s', '/content/s/1st', '/content/s/n', '/content/s/n[2]'],
  ])
  expect(codes(found)).toEqual(['BAD_NAME'])
})

test('a root element of its own name overrides the name of the file', async () => {
  const root = `<cq:real xmlns:cq="http://www.day.com/jcr/cq/1.0" xmlns:jcr="http://www.jcp.org/jcr/1.0"
    jcr:primaryType="cq:Page"/>`
  expect(paths(await read({ 'jcr_root/content/z.xml': root }))).toEqual(['/content/cq:real'])
  const merged = await read({
    'jcr_root/content/z.xml': root,
    'jcr_root/content/_cq_real/sub/.content.xml': page,
  })
  expect(paths(merged)).toEqual(['/content/cq:real', '/content/cq:real/sub'])
})

test('an ordinary XML file keeps its suffix and its .dir folder', async () => {
  const found = await read({
    'jcr_root/a/x.xml': '<x xmlns:jcr="http://www.jcp.org/jcr/1.0"/>',
    'jcr_root/a/x.xml.dir/.content.xml': docview('jcr:primaryType="nt:file" jcr:createdBy="me"'),
    'jcr_root/a/x/.content.xml': page,
  })
  expect(found.items.map(({ path, createdBy }) => [path, createdBy])).toEqual([
    ['/a/x', null],
    ['/a/x.xml', 'me'],
  ])
})

test('a second definition replaces the first and is told', async () => {
  const found = await read({
    'jcr_root/a/.content.xml': docview(
      'jcr:primaryType="sling:Folder"',
      '<b jcr:primaryType="cq:Page" x="1"/>',
    ),
    'jcr_root/a/b/.content.xml': docview('jcr:primaryType="dam:Asset"'),
  })
  expect(found.items.find(({ path }) => path === '/a/b')).toMatchObject({ type: 'dam:Asset' })
  expect(found.findings).toMatchObject([
    { code: 'NODE_REDEFINED', path: '/a/b', args: { first: 'p!jcr_root/a/.content.xml' } },
  ])
})

test('faults of values and names are told with file, line and path', async () => {
  const found = await read({
    'jcr_root/a/.content.xml': docview(
      'jcr:primaryType="cq:Page"',
      '\n<jcr:content\n  x="{Odd}1"/>\r\n<b\r\n  y="{Odd}1"/><c z="{Odd}1"\n/>',
    ),
  })
  expect(found.findings.map(({ line, path }) => [path, line])).toEqual([
    ['/a/b', 6],
    ['/a/c', 7],
    ['/a/jcr:content', 4],
  ])
  expect(found.findings.slice(2)).toMatchObject([
    {
      code: 'BAD_VALUE',
      file: 'p!jcr_root/a/.content.xml',
      line: 4,
      path: '/a/jcr:content',
      args: { name: 'x' },
    },
  ])
})

test('packages in packages, in folders named like archives, and other archives', async () => {
  const inner = await zipBytes({ 'jcr_root/content/inner/.content.xml': page })
  const middle = await zipBytes({ 'jcr_root/etc/packages/inner.zip': inner, 'jcr_root/m/.content.xml': page })
  const path = await zipped({
    'jcr_root/etc/packages/middle.zip': middle,
    'jcr_root/etc/packages/open.zip/jcr_root/content/open/.content.xml': page,
    'jcr_root/content/dam/other.zip': await zipBytes({ 'readme.txt': 'x' }),
    'jcr_root/content/dam/fake.zip': 'no archive',
  })
  const found = await collect(path)
  expect(found.items.map(({ path, origin }) => `${path} ${origin.file}`).sort()).toEqual([
    '/content/dam/fake.zip p!jcr_root/content/dam/fake.zip',
    '/content/dam/other.zip p!jcr_root/content/dam/other.zip',
    '/content/inner p!jcr_root/etc/packages/middle.zip!jcr_root/etc/packages/inner.zip!jcr_root/content/inner/.content.xml',
    '/content/open p!jcr_root/etc/packages/open.zip/jcr_root/content/open/.content.xml',
    '/etc/packages/inner.zip p!jcr_root/etc/packages/middle.zip!jcr_root/etc/packages/inner.zip',
    '/etc/packages/middle.zip p!jcr_root/etc/packages/middle.zip',
    '/m p!jcr_root/etc/packages/middle.zip!jcr_root/m/.content.xml',
  ])
  expect(found.findings).toMatchObject([
    { code: 'UNREADABLE_FILE', file: 'p!jcr_root/content/dam/fake.zip', path: null },
  ])
})

test('links are told and never followed', async () => {
  const outside = await newFolder()
  const root = await exploded({ 'jcr_root/a/.content.xml': page })
  await symlink(outside, join(root, 'jcr_root/a/out'))
  await symlink('/etc/passwd', join(root, 'jcr_root/a/secret.txt'))
  const found = await collect(root)
  expect(paths(found)).toEqual(['/a'])
  expect(codes(found)).toEqual(['UNREADABLE_FILE', 'UNREADABLE_FILE'])
})

test('a jcr_root itself, a folder within one, and a package without content', async () => {
  const root = await exploded({ 'jcr_root/content/a/.content.xml': page, 'META-INF/x': '' })
  expect(paths(await collect(join(root, 'jcr_root')))).toEqual(['/content/a'])
  expect(paths(await collect(join(root, 'jcr_root/content')))).toEqual(['/content/a'])
  for (const nothing of [await exploded({ 'readme.md': '' }), await zipped({ 'META-INF/x': 'x' })])
    expect((await collect(nothing)).findings).toEqual([
      { code: 'NO_CONTENT', file: 'p', line: null, path: null, args: { input: 'p' } },
    ])
})

test('progress ends at its total, and an abort stops the reading', async () => {
  const path = await zipped({
    'jcr_root/a/.content.xml': page,
    'jcr_root/b.txt': 'x',
    'jcr_root/c.xml': '<c/>',
  })
  const seen: number[][] = []
  await collect(path, { progress: (done, total) => void seen.push([done, total]) })
  expect(seen.at(-1)).toEqual([3, 3])
  const abort = new AbortController()
  abort.abort()
  await expect(collect(path, { signal: abort.signal })).rejects.toThrow()
})
