import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { findAemPackages, looksLikeAemPackage } from '../../../src/inputs/aem/package.js'
import { docview, exploded, newFolder, written, zipBytes, zipped } from './support.js'

const page = docview('jcr:primaryType="cq:Page"')

test('packages below a folder, sorted, none searched further', async () => {
  const zip = await zipBytes({ 'jcr_root/a/.content.xml': page })
  const root = await exploded({
    'b/jcr_root/a/.content.xml': page,
    'b/inner.zip': zip,
    'a/x.zip': zip,
    'a/other.zip': await zipBytes({ readme: 'x' }),
    'a/cut.zip': zip.subarray(0, 40),
    'a/y.zip/jcr_root/.content.xml': page,
    'c/none.txt': '',
  })
  const found = await findAemPackages(root)
  expect(found.map(({ relative }) => relative)).toEqual(['a/cut.zip', 'a/x.zip', 'a/y.zip', 'b'])
  expect(found.map(({ path }) => relative(root, path))).toEqual(found.map(({ relative }) => relative))
  expect(await findAemPackages(join(root, 'b'))).toEqual([{ path: join(root, 'b'), relative: '' }])
  expect(await findAemPackages(join(root, 'c'))).toEqual([])
  await expect(findAemPackages(join(root, 'missing'))).rejects.toMatchObject({ code: 'INPUT_MISSING' })
})

test('what looks like a package', async () => {
  const root = await exploded({ 'jcr_root/a/.content.xml': page })
  expect(await looksLikeAemPackage(root)).toBe(true)
  expect(await looksLikeAemPackage(join(root, 'jcr_root/a'))).toBe(true)
  expect(await looksLikeAemPackage(await zipped({ 'jcr_root/a/.content.xml': page }))).toBe(true)
  expect(await looksLikeAemPackage(await exploded({ '.content.xml': page }))).toBe(true)
  expect(await looksLikeAemPackage(await zipped({ a: 'x' }))).toBe(false)
  expect(await looksLikeAemPackage(await newFolder())).toBe(false)
  expect(await looksLikeAemPackage(await written('x.csv', 'a,b'))).toBe(false)
  expect(await looksLikeAemPackage('/does/not/exist')).toBe(false)
})
