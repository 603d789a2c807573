import { describe, expect, it, test } from 'vitest'
import {
  IMPORT_FAULTS,
  importSide,
  judgeImport,
  manyToOneFaults,
  PRESET_PLANS,
  type DirectoryPrincipal,
  type ExceptionEntry,
  type Identity,
  type ImportFile,
  type ImportMode,
  type ImportRun,
} from '../../src/index.js'

const identity = (given: Partial<Identity>): Identity => ({
  ...{ id: null, username: null, name: null, caption: null },
  ...given,
})
const account = (row: number, given: Partial<Identity>): DirectoryPrincipal => ({
  ...{ row, kind: 'account', email: given.name ?? null, flags: 0 },
  ...identity(given),
})
const nobody = identity({})

/** Ann and Bob have no counterpart, Cy has one by email; `=eve` is what a spreadsheet takes for a formula. */
const run: ImportRun = {
  plan: PRESET_PLANS.dryviq,
  sources: importSide([
    account(0, { id: '1', username: 'ann' }),
    account(1, { id: '2', username: 'bob' }),
    account(2, { id: '3', name: 'cy@a.example' }),
    account(3, { id: '=eve' }),
  ]),
  destinations: importSide([
    account(0, { id: 'x' }),
    account(1, { id: 'y' }),
    account(2, { id: 'z', name: 'Cy@a.example' }),
  ]),
  defaults: { account: null, group: null },
  reported: new Map([
    [0, { resolution: 'UNRESOLVED', destination: nobody }],
    [1, { resolution: 'UNRESOLVED', destination: nobody }],
    [2, { resolution: 'EMAIL', destination: identity({ id: 'z', name: 'Cy@a.example' }) }],
    [3, { resolution: 'UNRESOLVED', destination: nobody }],
  ]),
}

type Line = [source: Partial<Identity>, destination: Partial<Identity>]
const fileOf = (lines: readonly Line[], exported = false): ImportFile => ({
  ...{ name: 'x.csv', exported },
  lines: lines.map(([source, destination], at) => ({
    line: at + 2,
    row: { seq: at, type: null, source: identity(source), destination: identity(destination) },
  })),
})
const entry = (source: Partial<Identity>, destination: Partial<Identity>): ExceptionEntry => ({
  ...{
    type: 'account',
    source: identity(source),
    destination: identity(destination),
    file: 'old.csv',
    line: 9,
  },
})
interface Circumstances {
  kept?: ExceptionEntry[]
  mode?: ImportMode
  against?: ImportRun | null
  exported?: boolean
}
const judge = (lines: readonly Line[], more: Circumstances = {}) => {
  const { kept = [], mode = 'merge', against = run, exported = false } = more
  return judgeImport(fileOf(lines, exported), kept, mode, against)
}
const codes = (judged: ReturnType<typeof judge>) => judged.faults.map(({ line, code }) => [line, code])

describe('one test a fault', () => {
  it.each<[string, readonly Line[], (number | string | null)[][]]>([
    ['nothing', [[{ id: '1' }, { id: 'x' }]], []],
    [
      'EXCEPTION_CONFLICT',
      [
        [{ id: '1' }, { id: 'x' }],
        [{ username: 'ANN' }, { id: 'y' }],
      ],
      [
        [2, 'EXCEPTION_CONFLICT'],
        [3, 'EXCEPTION_CONFLICT'],
      ],
    ],
    [
      'EXCEPTION_REPEATED',
      [
        [{ id: '1' }, { id: 'x' }],
        [{ username: 'ann' }, { id: 'x' }],
      ],
      [[3, 'EXCEPTION_REPEATED']],
    ],
    ['EXCEPTION_STALE', [[{ id: '3' }, { id: 'z' }]], [[2, 'EXCEPTION_STALE']]],
    ['EXCEPTION_SOURCE_UNKNOWN', [[{ id: '9' }, { id: 'x' }]], [[2, 'EXCEPTION_SOURCE_UNKNOWN']]],
    ['EXCEPTION_TARGET_UNKNOWN', [[{ id: '1' }, { id: 'w' }]], [[2, 'EXCEPTION_TARGET_UNKNOWN']]],
    ['EMPTY_IDENTITY', [[{ name: '\ufeff' }, { id: 'x' }]], [[2, 'EMPTY_IDENTITY']]],
    ['EXCEPTION_WITHOUT_TARGET', [[{ id: '1' }, { name: '\ufeff' }]], [[2, 'EXCEPTION_WITHOUT_TARGET']]],
    ['EXCEPTION_DISAGREES', [[{ id: '1', username: 'x' }, { id: 'x' }]], [[2, 'EXCEPTION_DISAGREES']]],
  ])('%s', (_code, lines, expected) => {
    expect(codes(judge(lines))).toEqual(expected)
  })

  it('EXCEPTION_MANY_TO_ONE: other lines, exceptions of the job, and rows of the run count', () => {
    const lines: Line[] = [
      [{ id: '1' }, { id: 'x' }],
      [{ id: '2' }, { id: 'y' }],
    ]
    const warned = (kept: ExceptionEntry[], others: [number, number][]) =>
      manyToOneFaults(judge(lines, { kept }).set, new Map(others)).map(({ line, message }) => [line, message])
    expect(warned([], [])).toEqual([])
    expect(warned([entry({ id: '=eve' }, { id: 'x' })], [])).toEqual([[2, '2 source identities land on x.']])
    expect(warned([], [[1, 3]])).toEqual([[3, '4 source identities land on y.']])
  })

  it('EXCEPTION_SOURCE_GONE: an exported row, or an exception of the job, whose source is no more', () => {
    const line: Line = [{ id: '9' }, { id: 'x' }]
    expect(codes(judge([line], { exported: true }))).toEqual([[2, 'EXCEPTION_SOURCE_GONE']])
    const kept = [{ ...entry({ id: '9' }, { id: 'x' }), type: null }]
    expect(codes(judge([line], { kept }))).toEqual([[2, 'EXCEPTION_SOURCE_GONE']])
  })

  it('IMPORT_NOT_CHECKED: without a run only the cells are judged', () => {
    const lines: Line[] = [
      [{ id: '9' }, { id: 'w' }],
      [{ id: '9' }, { id: 'v' }],
    ]
    expect(codes(judge(lines, { against: null }))).toEqual([
      [null, 'IMPORT_NOT_CHECKED'],
      [2, 'EXCEPTION_CONFLICT'],
      [3, 'EXCEPTION_CONFLICT'],
    ])
  })

  it('IMPORT_MAPPING_OFF', () => {
    const against = { ...run, plan: { ...run.plan, on: false } }
    expect(codes(judge([[{ id: '9' }, { id: 'x' }]], { against }))).toEqual([
      [null, 'IMPORT_MAPPING_OFF'],
      [2, 'EXCEPTION_SOURCE_UNKNOWN'],
    ])
  })

  it('and each says what it is about', () => {
    for (const { message } of judge([
      [{ id: '1' }, { id: 'x' }],
      [{ id: '1' }, { id: 'y' }],
      [{ id: '3' }, { id: 'z' }],
    ]).faults)
      expect(message).not.toMatch(/[{}]|undefined|null/)
    expect(Object.keys(IMPORT_FAULTS)).toHaveLength(7)
  })
})

describe('what the job would have', () => {
  const kept = [entry({ id: '1' }, { id: 'x' }), entry({ id: '2' }, { id: 'y' })]
  const said = (judged: ReturnType<typeof judge>) =>
    judged.set
      .map(({ entry: { source, destination } }) => `${source.id ?? source.username}→${destination.id}`)
      .sort()

  it('merge puts a line in the place of the exception its source has, however either is written', () => {
    const judged = judge([[{ username: 'Ann' }, { id: 'z' }]], { kept })
    expect(said(judged)).toEqual(['2→y', 'Ann→z'])
    expect(judged.counts).toMatchObject({ added: 0, changed: 1, removed: 0, total: 2 })
    expect(judged.removed).toHaveLength(1)
  })

  it('replace leaves only the file', () => {
    const judged = judge([[{ id: '1' }, { id: 'x' }]], { kept, mode: 'replace' })
    expect(said(judged)).toEqual(['1→x'])
    expect(judged.counts).toMatchObject({
      added: 0,
      changed: 0,
      same: 1,
      removed: 1,
      total: 1,
    })
  })

  it('takes no row of an exported report that says what its run says', () => {
    const line: Line = [
      { id: '3', name: 'cy@a.example' },
      { id: 'z', name: 'Cy@a.example' },
    ]
    const judged = judge([line], { exported: true })
    expect(judged).toMatchObject({ set: [], faults: [], counts: { unchanged: 1, total: 0 } })
    expect(judge([line]).counts).toMatchObject({ unchanged: 0, added: 1 })
  })

  it('keeps an exception that an exported report repeats, in either mode', () => {
    const reported = new Map([
      ...run.reported,
      [0, { resolution: 'EXCEPTION' as const, destination: identity({ id: 'x' }) }],
    ])
    for (const mode of ['merge', 'replace'] as const) {
      const judged = judge([[{ id: '1' }, { id: 'x' }]], {
        kept,
        mode,
        exported: true,
        against: { ...run, reported },
      })
      expect(said(judged)).toContain('1→x')
      expect(judged.counts).toMatchObject({ unchanged: 1, added: 0, changed: 0 })
    }
  })

  it('reads a cell of a spreadsheet-safe export as the identity it was, and says so', () => {
    const judged = judge([[{ id: "'=eve" }, { id: 'x' }]])
    expect(said(judged)).toEqual(['=eve→x'])
    expect(judged.counts.unguarded).toBe(1)
  })

  it('counts what is kept in vain', () => {
    const old = [
      entry({ id: '9' }, { id: 'x' }),
      entry({ id: '3' }, { id: 'z' }),
      entry({ id: '1' }, { id: 'x' }),
    ]
    expect(judge([], { kept: old }).counts).toMatchObject({ stale: 2, total: 3 })
  })
})

test('two sources of one name are two sources', () => {
  const group = (row: number, id: string): DirectoryPrincipal => ({
    ...account(row, { id, name: 'Photo' }),
    kind: 'group',
  })
  const against = { ...run, sources: importSide([group(0, '1'), group(1, '2')]), reported: new Map() }
  const lines: Line[] = [
    [{ id: '1', name: 'Photo' }, { id: 'x' }],
    [{ id: '2', name: 'Photo' }, { id: 'y' }],
  ]
  expect(judge(lines, { against: null }).counts.added).toBe(2)
  expect(judge(lines, { against }).counts.added).toBe(2)
})
