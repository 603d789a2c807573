import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeGraph, encodeGraph, GraphFormatError } from '../../src/principals/graph-codec.js'
import { buildGraph } from '../../src/principals/graph.js'

const graphOf = (groupStart: number, sources: number, pairs: [number, number][], unknown = 0) =>
  buildGraph({
    sources,
    unknown,
    groupStart,
    member: Int32Array.from(pairs, ([m]) => m),
    group: Int32Array.from(pairs, ([, g]) => g),
  })

describe('the membership graph', () => {
  it('indexes groups in groups both ways and leaves the memberships of accounts a list', () => {
    const graph = graphOf(2, 5, [
      [0, 2],
      [0, 4],
      [1, 2],
      [2, 3],
      [3, 3],
      [4, 3],
    ])
    expect(graph.userEdges).toBe(3)
    expect([...graph.parentOffsets]).toEqual([3, 4, 5, 6])
    expect([...graph.childOffsets]).toEqual([0, 0, 3, 3])
    expect([...graph.children]).toEqual([2, 3, 4])
  })

  it.each([
    [
      'unsorted members',
      [
        [1, 2],
        [0, 2],
      ],
    ],
    [
      'a repeated membership',
      [
        [0, 2],
        [0, 2],
      ],
    ],
    ['an account with members', [[0, 1]]],
    ['an unknown id', [[0, 9]]],
  ] as [string, [number, number][]][])('refuses %s', (_, pairs) => {
    expect(() => graphOf(2, 4, pairs)).toThrow(RangeError)
  })
})

describe('graph.bin', () => {
  const sections = fc.dictionary(
    fc.stringMatching(/^[a-zA-Z]{1,24}$/).filter((name) => name !== '__proto__'),
    fc.oneof(fc.uint8Array(), fc.int32Array(), fc.uint32Array(), fc.float64Array({ noNaN: true })),
    { maxKeys: 6, noNullPrototype: true },
  )

  it('gives back the arrays it was given, as views', () => {
    fc.assert(
      fc.property(sections, (given) => {
        const bytes = encodeGraph(given)
        const read = decodeGraph(bytes)
        expect(read).toEqual(given)
        for (const array of Object.values(read)) expect(array.buffer).toBe(bytes.buffer)
        const shifted = new Uint8Array(bytes.length + 3)
        shifted.set(bytes, 3)
        expect(decodeGraph(shifted.subarray(3))).toEqual(given)
      }),
    )
  })

  it('refuses a file that is cut, changed, of another version or no graph', () => {
    const bytes = encodeGraph({ member: Int32Array.of(1, 2, 3) })
    const changed = bytes.slice()
    changed[bytes.length - 8]! ^= 1
    const newer = bytes.slice()
    newer[4] = 9
    for (const bad of [
      bytes.subarray(0, bytes.length - 8),
      changed,
      newer,
      new Uint8Array(64),
      new Uint8Array(0),
    ]) {
      expect(() => decodeGraph(bad)).toThrow(GraphFormatError)
    }
  })
})
