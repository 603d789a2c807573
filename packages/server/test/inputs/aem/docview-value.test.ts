import { describe, expect, test } from 'vitest'
import { parseDocviewValue } from '../../../src/inputs/aem/docview-value.js'

const single = (value: string, type: string | null = null) => ({
  ...{ type, multi: false, values: [value], problem: null },
})
const multi = (values: string[], type: string | null = null) => ({ type, multi: true, values, problem: null })

describe('well-formed values', () => {
  test.each([
    ['hello', single('hello')],
    ['', single('')],
    ['{Long}42', single('42', 'Long')],
    ['{Name}jcr:read', single('jcr:read', 'Name')],
    ['{String}', single('', 'String')],
    ['{BinaryRef}abc', single('abc', 'BinaryRef')],
    ['\\{SHA-256}abc', single('{SHA-256}abc')],
    ['\\[a', single('[a')],
    ['a,b', single('a,b')],
    ['a]b', single('a]b')],
    ['a\\\\b', single('a\\b')],
    ['{', { ...single(''), problem: 'its type has no closing brace' }],
    ['[]', multi([])],
    ['[a]', multi(['a'])],
    ['[a,b]', multi(['a', 'b'])],
    ['[a,]', multi(['a', ''])],
    ['[,]', multi(['', ''])],
    ['[\\0]', multi([''])],
    ['[a,\\0,b]', multi(['a', '', 'b'])],
    ['[a\\,b,c]', multi(['a,b', 'c'])],
    ['[a]b]', multi(['a]b'])],
    ['[\\[x\\]]', multi(['[x]'])],
    ['{Name}[jcr:read,crx:replicate]', multi(['jcr:read', 'crx:replicate'], 'Name')],
    ['{WeakReference}[]', multi([], 'WeakReference')],
    ['[a,b', multi(['a', 'b'])],
    ['[', multi([])],
    ['{Name}[*/subtree/*]', multi(['*/subtree/*'], 'Name')],
    ['\\u0041bc', single('Abc')],
    ['[\\u002c,\\u005d]', multi([',', ']'])],
    ['\\ud83d\\ude00', single('😀')],
    ['{Boolean}{x', single('{x', 'Boolean')],
  ])('%j', (text, expected) => expect(parseDocviewValue(text)).toEqual(expected))
})

describe('faults are told and never quote the value', () => {
  test.each([
    ['{Secret}hunter2', ['hunter2']],
    ['a\\', ['a']],
    ['a\\u12', ['a']],
    ['a\\uzzzzb', ['a\\uzzzzb']],
    ['\\ud800', ['\ufffd']],
    ['{Name', ['Name']],
  ])('%j', (text, values) => {
    const { problem, ...value } = parseDocviewValue(text)
    expect(value.values).toEqual(values)
    expect(problem).toEqual(expect.any(String))
    expect(problem).not.toContain('hunter2')
  })
})
