import { readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  codes,
  collect,
  docview,
  exploded,
  newFolder,
  problemOf,
  read,
  written,
  zipBytes,
  zipped,
} from './support.js'

const page = docview('jcr:primaryType="cq:Page"')

/** A zip whose entry `harmless` bears another name of the same length: writers refuse to write such names. */
const renamed = async (from: string, to: string): Promise<string> => {
  const bytes = await zipBytes({ [from]: page })
  return written('evil.zip', Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1'))
}

test.each([
  ['jcr_root/aa/b.txt', 'jcr_root/../b.txt', '".."'],
  ['jcr_root/aa/b.txt', '../../../../../b.t', '".."'],
  ['jcr_root/aa/b.txt', '/etc/cron.d/b.txt', 'absolute'],
  ['jcr_root/aa/b.txt', 'C:/windows/b.txt.', 'absolute'],
  ['jcr_root/aa/b.txt', 'jcr_root\\..\\b.txt', 'backslash'],
  ['jcr_root/aa/b.txt', 'jcr_root/aa\0b.txt', 'NUL'],
])('the entry name %j changed to %j is refused', async (from, to, what) => {
  const problem = await problemOf(await renamed(from, to.slice(0, from.length).padEnd(from.length, 'x')))
  expect(problem.code).toBe('ARCHIVE_UNSAFE')
  expect(problem.message).toContain(what)
  expect(problem.where.file).toMatch(/^p!/)
  expect(problem.exitCode).toBe(2)
})

test('encrypted entries are refused', async () => {
  const bytes = await zipBytes({ 'jcr_root/a.txt': 'x' })
  const central = bytes.indexOf(Buffer.from('PK\x01\x02', 'latin1'))
  bytes.writeUInt16LE(bytes.readUInt16LE(central + 8) | 1, central + 8)
  expect(await problemOf(await written('e.zip', bytes))).toMatchObject({ code: 'ARCHIVE_UNSAFE' })
})

test('limits: entries, bytes, ratio, nesting, size of one document view', async () => {
  const path = await zipped({ 'jcr_root/a/.content.xml': page, 'jcr_root/b': 'x'.repeat(1000) })
  expect(await problemOf(path, { limits: { entries: 1 } })).toMatchObject({
    ...{ code: 'ARCHIVE_TOO_LARGE', where: { file: 'p!jcr_root/b' } },
  })
  expect((await problemOf(path, { limits: { totalBytes: 999 } })).code).toBe('ARCHIVE_TOO_LARGE')
  expect((await problemOf(path, { limits: { xmlBytes: 50 } })).code).toBe('ARCHIVE_TOO_LARGE')
  const folder = await exploded({ 'jcr_root/a/.content.xml': page, 'jcr_root/b': 'x'.repeat(1000) })
  expect((await problemOf(folder, { limits: { totalBytes: 999 } })).code).toBe('ARCHIVE_TOO_LARGE')
  expect((await problemOf(folder, { limits: { entries: 2 } })).code).toBe('ARCHIVE_TOO_LARGE')
  const bomb = await problemOf(await zipped({ 'jcr_root/zeros': Buffer.alloc(20 * 2 ** 20) }))
  expect(bomb).toMatchObject({ code: 'ARCHIVE_TOO_LARGE', where: { file: 'p!jcr_root/zeros' } })
  let nest = await zipBytes({ 'jcr_root/a/.content.xml': page })
  for (let depth = 0; depth < 3; depth++) nest = await zipBytes({ 'jcr_root/n.zip': nest })
  const nested = await written('nest.zip', nest)
  expect((await collect(nested, { limits: { depth: 3 } })).counts.items).toBe(4)
  expect((await problemOf(nested, { limits: { depth: 2 } })).message).toContain('nested deeper than 2')
})

test('a zip cut short anywhere, or damaged inside, is one clear refusal', async () => {
  const whole = await zipped({
    'jcr_root/a/.content.xml': page,
    'jcr_root/a/b.bin': Buffer.alloc(5000, 'abcdefg'),
  })
  const bytes = await readFile(whole)
  for (const length of [4, 50, bytes.length >> 1, bytes.length - 30, bytes.length - 1]) {
    const path = await written('cut.zip', bytes)
    await truncate(path, length)
    expect((await problemOf(path)).code, `${length} bytes`).toBe('ARCHIVE_BROKEN')
  }
  const damaged = Buffer.from(bytes)
  damaged.writeUInt8(damaged.readUInt8(60) ^ 0xff, 60)
  expect(await problemOf(await written('bad.zip', damaged))).toMatchObject({
    ...{ code: 'ARCHIVE_BROKEN', where: { file: 'p!jcr_root/a/.content.xml' } },
  })
})

test('what is no package at all', async () => {
  expect((await problemOf(await written('empty.zip', ''))).code).toBe('INPUT_EMPTY')
  expect((await problemOf(await written('text.zip', 'hello'))).code).toBe('INPUT_FORMAT_UNKNOWN')
  const missing = await problemOf(join(await newFolder(), 'none.zip'))
  expect(missing.code).toBe('INPUT_MISSING')
  expect(missing.line).toBe('p: There is no such file or folder. Check the path in the job. (INPUT_MISSING)')
})

const BOMB = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>`
const ROOT = 'xmlns:jcr="http://www.jcp.org/jcr/1.0" jcr:primaryType="cq:Page"'

test.each([
  ['an entity bomb', `${BOMB}<jcr:root ${ROOT} jcr:title="&b;"/>`, 'XML_UNSAFE'],
  ['a document type', `<!DOCTYPE x SYSTEM "file:///etc/passwd"><jcr:root ${ROOT}/>`, 'XML_UNSAFE'],
  ['an instruction before the root', `<?xml-stylesheet href="x"?><jcr:root ${ROOT}/>`, 'XML_UNSAFE'],
  ['an instruction inside', `<jcr:root ${ROOT}><?php x?></jcr:root>`, 'XML_UNSAFE'],
  ['deep nesting', `<jcr:root ${ROOT}>${'<a>'.repeat(5000)}`, 'XML_UNSAFE'],
  ['an unclosed element', `<jcr:root ${ROOT}>\n<a>\n</jcr:root>`, 'XML_BROKEN'],
  ['an unknown entity', `<jcr:root ${ROOT} a="&nbsp;"/>`, 'XML_BROKEN'],
  ['an unbound prefix', `<jcr:root ${ROOT} x:a=""/>`, 'XML_BROKEN'],
  ['two roots', `<jcr:root ${ROOT}/><b/>`, 'XML_BROKEN'],
  ['a twice given attribute', `<jcr:root ${ROOT} a="1" a="2"/>`, 'XML_BROKEN'],
  ['a truncated file', `<jcr:root ${ROOT}`, 'XML_BROKEN'],
])('%s in a document view is refused', async (_what, xml, code) => {
  for (const name of ['jcr_root/a/.content.xml', 'jcr_root/a.xml', 'jcr_root/a/_rep_policy.xml']) {
    const problem = await problemOf(await exploded({ [name]: xml }))
    expect(problem).toMatchObject({ code, where: { file: `p!${name}` } })
    expect(problem.where.line).toBeGreaterThan(0)
    expect(problem.message).not.toContain('passwd')
  }
})

test('the line of broken XML is told', async () => {
  const xml = `<jcr:root ${ROOT}>\n<a>\n</jcr:root>`
  expect((await problemOf(await exploded({ 'jcr_root/a.xml': xml }))).where.line).toBe(3)
})

test('bytes that are not the declared encoding are broken; other encodings are read', async () => {
  const broken = await exploded({ 'jcr_root/a.xml': Buffer.from(`<jcr:root ${ROOT} a="\xe9"/>`, 'latin1') })
  expect((await problemOf(broken)).code).toBe('XML_BROKEN')
  const xml = (encoding: string): string =>
    `<?xml version="1.0" encoding="${encoding}"?><jcr:root ${ROOT} jcr:createdBy="é"/>`
  const found = await read({
    'jcr_root/a.xml': Buffer.from(xml('ISO-8859-1'), 'latin1'),
    'jcr_root/b.xml': Buffer.from(`\ufeff${xml('UTF-16')}`, 'utf16le'),
    'jcr_root/c.xml': Buffer.from(`\ufeff${xml('UTF-16')}`, 'utf16le').swap16(),
    'jcr_root/d.xml': `\ufeff${xml('UTF-8')}`,
  })
  expect(found.items.map(({ createdBy }) => createdBy)).toEqual(['é', 'é', 'é', 'é'])
})

test('XML that is no document view is a file, whatever it holds', async () => {
  const found = await read({
    'jcr_root/a/dtd.xml': `${BOMB}<x>&b;</x>`,
    'jcr_root/a/pi.xml': '<?xml-stylesheet href="x"?><x/>',
    'jcr_root/a/cut.xml': '<x>',
    'jcr_root/a/mentions.xml': '<x>jcr:root</x>',
    'jcr_root/b/.content.xml': '<x/>',
  })
  expect(found.items.map(({ path, type }) => `${path} ${type}`)).toEqual([
    ...['/a/cut.xml nt:file', '/a/dtd.xml nt:file', '/a/mentions.xml nt:file', '/a/pi.xml nt:file'],
  ])
  expect(codes(found)).toEqual(['UNREADABLE_FILE'])
})

test('an entry given twice counts as its later one, and is told', async () => {
  const from = 'jcr_root/aaaa.xml'
  const bytes = await zipBytes({ [from]: page, 'jcr_root/bbbb.xml': docview('jcr:primaryType="dam:Asset"') })
  const path = await written('twice.zip', bytes)
  await writeFile(path, Buffer.from(bytes.toString('latin1').replaceAll('bbbb.xml', 'aaaa.xml'), 'latin1'))
  const found = await collect(path)
  expect(found.items).toMatchObject([{ path: '/aaaa', type: 'dam:Asset' }])
  expect(codes(found)).toEqual(['NODE_REDEFINED'])
})
