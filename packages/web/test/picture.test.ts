import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BOX, drawTriggers, type DrawnTrigger } from '../src/features/explain/picture.js'

const trigger = (item: string, policy: string, ...path: string[]): DrawnTrigger => ({
  item: { id: item, path: `/content/${item}` },
  policy,
  path: path.map((id, at) => ({ as: at === 0 ? 'ON_CONTENT' : 'GROUP', principal: { id } })),
})

it('draws what triggers share once, items first and the principal explained last', () => {
  const picture = drawTriggers([
    trigger('i1', 'ACL', 'authors', 'everybody'),
    trigger('i2', 'ACL', 'authors', 'everybody'),
    trigger('i2', 'CUG', 'authors', 'everybody'),
    trigger('i3', 'CUG', 'everybody'),
  ])
  expect(picture.items.map(({ key }) => key).sort()).toEqual(['i1', 'i2', 'i3'])
  expect(picture.principals.map(({ key }) => key).sort()).toEqual(['authors', 'everybody'])
  expect(picture.links.map(({ from, to, label }) => [from, to, label])).toEqual(
    expect.arrayContaining([
      ['i1', 'authors', 'ACL'],
      ['i2', 'authors', 'ACL + CUG'],
      ['i3', 'everybody', 'CUG'],
      ['authors', 'everybody', null],
    ]),
  )
  expect(picture.links).toHaveLength(4)
  const last = picture.principals.find(({ key }) => key === 'everybody')
  expect(last?.x).toBe(picture.width - BOX.width)
})

it('never lays one box over another, and every link leads to the right', () => {
  const paths = fc.array(
    fc.tuple(
      fc.integer({ min: 0, max: 9 }),
      fc.constantFrom('ACL', 'CUG'),
      fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e'], { maxLength: 4 }),
    ),
    { minLength: 1, maxLength: 12 },
  )
  fc.assert(
    fc.property(paths, (drawn) => {
      const ranked = drawn.map(([item, policy, middle]) =>
        trigger(`i${item}`, policy, ...middle.toSorted(), 'end'),
      )
      const { items, principals, links, width, height } = drawTriggers(ranked)
      const spots = [...items, ...principals]
      const at = new Map(spots.map((spot) => [spot.key, spot]))
      for (const a of spots) {
        expect(a.x >= 0 && a.y >= 0 && a.x + BOX.width <= width && a.y + BOX.height <= height + 1e-6).toBe(
          true,
        )
        for (const b of spots)
          if (a.key < b.key && a.x === b.x) expect(Math.abs(a.y - b.y)).toBeGreaterThanOrEqual(BOX.height)
      }
      for (const { from, to } of links) expect(at.get(from)?.x).toBeLessThan(at.get(to)?.x ?? 0)
      for (const { item, path } of ranked) {
        const keys = [item.id, ...path.map(({ principal }) => principal.id)]
        for (let step = 1; step < keys.length; step += 1)
          expect(links.some(({ from, to }) => from === keys[step - 1] && to === keys[step])).toBe(true)
      }
    }),
  )
})
