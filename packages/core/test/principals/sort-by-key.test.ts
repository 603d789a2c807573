import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sortedByKey } from '../../src/principals/sort-by-key.js'

it('sorts ids by keys of any size as a stable comparison does', () => {
  const keys = fc.array(fc.oneof(fc.nat(3), fc.nat(5000), fc.nat(0x7fffffff)), { maxLength: 60 })
  fc.assert(
    fc.property(keys, (values) => {
      const ids = Int32Array.from(values, (_, id) => id)
      const expected = [...ids].sort((a, b) => values[a]! - values[b]! || a - b)
      expect([...sortedByKey(ids, Int32Array.from(values))]).toEqual(expected)
    }),
  )
})
