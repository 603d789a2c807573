import { keysOf } from '@crosswalk/core'
import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { KEY_COLUMNS, foldSql, keyedSql } from '../../../src/pipeline/resolve/keys.js'
import { hostileText } from './hostile.js'
import { openDirectory } from './scratch.js'
import type { Scratch } from './scratch.js'

let scratch: Scratch
beforeAll(async () => {
  scratch = await openDirectory({ threads: 2 })
})
afterAll(() => scratch.close())

describe('keys in SQL', () => {
  it('folds every code point of the pinned version as core does', async () => {
    const reader = await scratch.connection.runAndReadAll(`
      SELECT c FROM (
        SELECT c::INTEGER AS c, chr(c::INTEGER) AS alone, 'a' || alone || 'B' AS within
        FROM range(1, 1114112) r(c) WHERE c NOT BETWEEN 55296 AND 57343)
      WHERE ${foldSql('alone')} IS DISTINCT FROM fold_text(alone)
        OR ${foldSql('within')} IS DISTINCT FROM fold_text(within) ORDER BY c`)
    expect(reader.getRows()).toEqual([])
  })

  it('hashes the keys core names: the low 64 bits of the MD5 of the folded UTF-8', async () => {
    const letters = fc.string({
      unit: fc.integer({ min: 0xa1, max: 0x52f }).map((at) => String.fromCodePoint(at)),
    })
    const text = fc.option(
      fc.oneof(
        hostileText,
        fc.tuple(letters, hostileText).map((parts) => parts.join('')),
      ),
    )
    const principal = fc
      .record({ email: text, id: text, username: text, name: text, caption: text, sameName: fc.boolean() })
      .map(({ sameName, ...one }) => (sameName ? { ...one, name: one.email } : one))
    await fc.assert(
      fc.asyncProperty(fc.array(principal, { minLength: 1, maxLength: 40 }), async (principals) => {
        await scratch.fill('p', principals)
        const reader = await scratch.connection.runAndReadAll(
          `SELECT ${KEY_COLUMNS} FROM ${keyedSql('(SELECT *, rowid AS place FROM p)')} ORDER BY place`,
        )
        const expected = principals.map((one) => {
          const { email, id, username, name, caption, local, name_sorted } = keysOf(one)
          return [email, id, username, name, caption, local, name_sorted].map(low64)
        })
        expect(reader.getRows()).toEqual(expected)
      }),
      { numRuns: 150 },
    )
  })
})

const low64 = (key: string | null): bigint | null =>
  key === null ? null : createHash('md5').update(key).digest().readBigUInt64LE(8)
