import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BLOCK, Blocks } from '../src/features/reports/blocks.js'

const rowsOf = (block: number): { id: string }[] =>
  Array.from({ length: BLOCK }, (_, index) => ({ id: String(block * BLOCK + index) }))

it('gives each row at its own position, wherever the view goes, and keeps few', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 100_000 }), { maxLength: 80 }), (jumps) => {
      const blocks = new Blocks<{ id: string }>()
      const held = new Set<number>()
      for (const first of jumps) {
        for (const block of blocks.missing(first, first + 30)) {
          blocks.put(block, rowsOf(block))
          held.add(block)
        }
        for (let index = first; index < first + 30; index += 1)
          expect(blocks.at(index)?.id).toBe(String(index))
      }
      const kept = [...held].filter((block) => blocks.at(block * BLOCK) !== undefined)
      expect(kept.length).toBeLessThanOrEqual(40)
    }),
  )
})

it('asks for the block in the middle of the view first', () => {
  expect(new Blocks().missing(40, 250)).toEqual([1, 0, 2])
  const blocks = new Blocks<{ id: string }>()
  blocks.put(1, rowsOf(1))
  expect(blocks.missing(40, 250)).toEqual([0, 2])
  expect(blocks.find(({ id }) => id === '142')).toBe(142)
  expect(blocks.find(({ id }) => id === '7')).toBe(-1)
})
