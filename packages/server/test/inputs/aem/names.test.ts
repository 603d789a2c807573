import { expect, test } from 'vitest'
import { decodeIso9075, decodePlatformName, withoutFirstIndex } from '../../../src/inputs/aem/names.js'
import { canonicalName, canonicalPath, qualifiedName } from '../../../src/inputs/aem/namespaces.js'

test.each([
  ['test.jpg', 'test.jpg'],
  ['_cq_content', 'cq:content'],
  ['_cq_test_image.jpg', 'cq:test_image.jpg'],
  ['test_image.jpg', 'test_image.jpg'],
  ['_testimage.jpg', '_testimage.jpg'],
  ['__test_image.jpg', '_test_image.jpg'],
  ['_cq_test%3aimage.jpg', 'cq:test:image.jpg'],
  ['__cq_%3atest.jpg', '_cq_:test.jpg'],
  ['__cq%3atest.jpg', '_cq:test.jpg'],
  ['cq_%3atest.jpg', 'cq_:test.jpg'],
  ['_rep_policy', 'rep:policy'],
  ['_', '_'],
  ['a%3', 'a%3'],
  ['a%7cb', 'a|b'],
  ['a%zzb', null],
  ['%2fetc', null],
  ['%2e%2e', null],
])('file name %j is %j', (file, name) => expect(decodePlatformName(file)).toBe(name))

test.each([
  ['_x0030_', '0'],
  ['a_x0020_b', 'a b'],
  ['_x0031_2', '12'],
  ['a_x', 'a_x'],
  ['_xZZZZ_', '_xZZZZ_'],
  ['_x005f_x0030_', '_x0030_'],
  ['name_x005b_2_x005d_', 'name[2]'],
  ['a_x002f_b', null],
  ['_x002e__x002e_', null],
])('element name %j is %j', (element, name) => expect(decodeIso9075(element)).toBe(name))

test('the first same-name sibling has no index', () => {
  expect(withoutFirstIndex('a[1]')).toBe('a')
  expect(withoutFirstIndex('a[2]')).toBe('a[2]')
  expect(withoutFirstIndex('a[11]')).toBe('a[11]')
})

test('names are told apart by namespace, not by prefix', () => {
  expect(qualifiedName('internal', 'security', 'policy')).toBe('rep:policy')
  expect(qualifiedName('http://example.com/x', 'acme', 'a')).toBe('acme:a')
  expect(qualifiedName('http://example.com/x', 'rep', 'password')).toBe('{http://example.com/x}password')
  expect(qualifiedName('', '', 'email')).toBe('email')
  const resolve = (prefix: string) => ({ j: 'http://www.jcp.org/jcr/1.0' })[prefix]
  expect(canonicalName('j:read', resolve)).toBe('jcr:read')
  expect(canonicalName('unbound:read', resolve)).toBe('unbound:read')
  expect(canonicalPath('/a/j:content', resolve)).toBe('/a/jcr:content')
})
