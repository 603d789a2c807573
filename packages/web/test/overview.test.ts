import { decodeFilter } from '@crosswalk/core'
import { describe, expect, it } from 'vitest'
import { attentionOf } from '../src/features/overview/attention.js'
import type { HistoryRun } from '../src/features/overview/documents.js'
import { movesOf } from '../src/features/overview/moves.js'
import { trendOf } from '../src/features/overview/trend.js'
import { familiesOf, familyOf } from '../src/features/reports/tabs.js'

type Outcomes = Parameters<typeof attentionOf>[1]['outcomes']
const outcomes: Outcomes = [
  { outcome: 'MIGRATED', reason: null, count: 40 },
  { outcome: 'NOT_MIGRATED', reason: 'UNIQUE_CONFLICT', count: 2 },
  { outcome: 'NOT_MIGRATED', reason: 'UNKNOWN_PRINCIPAL', count: 5 },
  { outcome: 'NOT_MIGRATED', reason: 'NOT_REFERENCED', count: 9 },
]
const findings: Parameters<typeof attentionOf>[1]['findings'] = [
  { code: 'INPUT_BROKEN', severity: 'ERROR', count: 1 },
  { code: 'EXCEPTION_SOURCE_UNKNOWN', severity: 'WARNING', count: 7 },
]
const extra = {
  unresolved: new Map([
    ['NOT_FOUND', 10],
    ['AMBIGUOUS', 3],
    ['GROUPS_NOT_MAPPED', 99],
    ['MAPPING_OFF', 98],
  ]),
  flags: new Map([
    ['LEFT_BEHIND', 4],
    ['MAPPED', 30],
  ]),
}

describe('what needs a look first', () => {
  it('comes most pressing first, counts what is not as intended, and leaves out what has no rows', () => {
    const lines = attentionOf('run_1', { outcomes, findings }, extra)
    expect(lines.map(({ key, count }) => [key, count])).toEqual([
      ['unresolved', 13],
      ['conflict', 2],
      ['errors', 1],
      ['ambiguous', 3],
      ['top-up-gap', 4],
      ['unknown', 5],
    ])
    expect(
      attentionOf('run_1', { outcomes: [], findings: [] }, { unresolved: new Map(), flags: new Map() }),
    ).toEqual([])
  })

  it('links each line to the rows it counts', () => {
    const lines = attentionOf('run_1', { outcomes, findings }, extra)
    const rowsOf = (key: string) => {
      const to = lines.find((line) => line.key === key)?.to as {
        name: string
        params: object
        query: { f: string[]; sort?: string }
      }
      const report = to.name === 'principals' ? 'outcomes' : (to.name as 'mappings')
      const { filter, unknown } = decodeFilter(report, to.query.f)
      expect(unknown).toEqual([])
      return { ...to, query: { ...to.query, f: filter.clauses } }
    }
    expect(rowsOf('unresolved')).toMatchObject({
      ...{ name: 'mappings', params: { run: 'run_1' } },
      query: {
        f: [
          { field: 'REASON', op: 'NOT_IN', values: ['GROUPS_NOT_MAPPED', 'MAPPING_OFF'] },
          { field: 'RESOLUTION', op: 'IN', values: ['UNRESOLVED'] },
        ],
        sort: 'items',
      },
    })
    expect(rowsOf('top-up-gap').query.f).toEqual([
      { field: 'FLAGS', op: 'HAS_FLAG', values: ['LEFT_BEHIND'] },
    ])
    expect(rowsOf('errors')).toMatchObject({ name: 'findings', query: { f: [{ field: 'SEVERITY' }] } })
  })

  it('says what is known before the counts are there', () => {
    const lines = attentionOf('run_1', { outcomes, findings }, null)
    expect(lines.map(({ key }) => key)).toEqual(['conflict', 'errors', 'unknown'])
  })
})

describe('the trend', () => {
  const run = (
    number: number,
    state: HistoryRun['state'],
    unresolved: number,
    migrated: number,
  ): HistoryRun => ({
    id: `run_${number}`,
    number,
    state,
    finishedAt: '2026-11-21T12:00:00Z',
    summary:
      state === 'FINISHED'
        ? {
            resolutions: [
              { resolution: 'EMAIL', kind: 'ACCOUNT', count: 90 },
              { resolution: 'UNRESOLVED', kind: 'ACCOUNT', count: unresolved - 1 },
              { resolution: 'UNRESOLVED', kind: 'GROUP', count: 1 },
            ],
            outcomes: [
              { outcome: 'MIGRATED', reason: null, count: migrated },
              { outcome: 'NOT_MIGRATED', reason: 'EVERYONE', count: 1 },
            ],
          }
        : null,
  })

  it('sets each finished run against the finished one before it, whatever failed between them', () => {
    const lines = trendOf([
      run(4, 'RUNNING', 0, 0),
      run(3, 'FINISHED', 6, 50),
      run(2, 'FAILED', 0, 0),
      run(1, 'FINISHED', 10, 42),
    ])
    expect(lines).toEqual([
      expect.objectContaining({
        number: 3,
        total: 96,
        unresolved: 6,
        unresolvedChange: -4,
        migrated: 50,
        migratedChange: 8,
      }),
      expect.objectContaining({
        number: 1,
        total: 100,
        unresolved: 10,
        unresolvedChange: null,
        migratedChange: null,
      }),
    ])
  })
})

describe('what changed since the run before', () => {
  it('is what moved, came, went or differs within, most first; what stayed is no change', () => {
    const { mappings, outcomes } = movesOf({
      mappings: {
        ...{ added: 2, removed: 0, changed: 4, same: 90 },
        moves: [
          { from: 'EMAIL', to: 'EMAIL', changed: false, count: 90 },
          { from: 'EMAIL', to: 'EMAIL', changed: true, count: 1 },
          { from: 'UNRESOLVED', to: 'EXCEPTION', changed: true, count: 3 },
          { from: null, to: 'UNRESOLVED', changed: false, count: 2 },
        ],
      },
      outcomes: { added: 0, removed: 0, changed: 0, same: 90, moves: [] },
    })
    expect(mappings?.map(({ from, to, within, count }) => [from?.label, to?.label, within, count])).toEqual([
      ['Unresolved', 'Exception', false, 3],
      [undefined, 'Unresolved', false, 2],
      ['Email', 'Email', true, 1],
    ])
    expect(outcomes).toEqual([])
    expect(movesOf({ mappings: null, outcomes: null })).toEqual({ mappings: null, outcomes: null })
  })
})

describe('the tabs of a run', () => {
  it('are those of the reports it made, groups only where there are some', () => {
    const sizes = (groups: number, made: boolean) =>
      familiesOf([
        { report: 'RECONCILIATION', rowCount: groups },
        ...(made ? [{ report: 'USER_REPORT' as const, rowCount: 0 }] : []),
      ]).map(({ label }) => label)
    expect(sizes(0, false)).toEqual([])
    expect(sizes(3, false)).toEqual(['Groups'])
    expect(sizes(3, true)).toEqual(['Groups', 'User report'])
    expect(familyOf('bulk-users')?.label).toBe('User report')
    expect(familyOf('mappings')).toBeUndefined()
  })
})
