import { MappingFlag, OutcomeFlag, OUTCOME_REASONS, RESOLUTIONS } from '@crosswalk/core'
import { CombinedError } from '@urql/core'
import { describe, expect, it } from 'vitest'
import { failureOf } from '../src/app/failure.js'
import { formatAgo, formatDuration, formatShare } from '../src/app/format.js'
import { FLAG_LOOKS, OUTCOME_REASON_LOOKS, RESOLUTION_LOOKS } from '../src/app/labels.js'
import { safeReturn } from '../src/app/session.js'
import { identityFields, identityLines } from '../src/features/mappings/identity.js'
import { outcomeTotals } from '../src/features/principals/words.js'
import { resolutionMix } from '../src/features/runs/mixes.js'
import { moveBy } from '../src/ui/grid/useGridKeys.js'

const percent = (share: number): string =>
  new Intl.NumberFormat(undefined, { style: 'percent' }).format(share)

describe('figures', () => {
  it('never round a part to nothing or to all', () => {
    expect(formatShare(1, 1_000_000)).toMatch(/^</)
    expect(formatShare(999_999, 1_000_000)).toMatch(/^>/)
    expect(formatShare(1, 1)).toBe(percent(1))
    expect(formatShare(0, 0)).toBe(percent(0))
  })

  it('tell times in the largest unit that fits', () => {
    const now = Date.parse('2026-11-21T12:00:00Z')
    expect(formatAgo('2026-11-21T09:30:00Z', now)).toBe(
      new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' }).format(-2, 'hour'),
    )
    expect(formatAgo(null, now)).toBe('—')
    expect(formatDuration('2026-11-21T12:00:00Z', '2026-11-21T12:03:05Z')).toBe('3 min 5 s')
    expect(formatDuration('2026-11-21T12:00:00Z', '2026-11-21T12:02:59.800Z')).toBe('3 min 0 s')
    expect(formatDuration('2026-11-21T12:00:00Z', '2026-11-21T12:00:00.800Z')).toMatch(/^0.8 s$/)
  })

  it('tie: migrated and not migrated make the total', () => {
    const rows = [
      { outcome: 'MIGRATED', count: 3 },
      { outcome: 'NOT_MIGRATED', count: 4 },
      { outcome: 'NOT_MIGRATED', count: 5 },
    ]
    expect(outcomeTotals(rows)).toEqual({ migrated: 3, notMigrated: 9, total: 12 })
  })
})

describe('labels', () => {
  it('exist for every resolution, reason and flag the product knows', () => {
    expect(Object.keys(RESOLUTION_LOOKS)).toEqual([...RESOLUTIONS])
    expect(Object.keys(OUTCOME_REASON_LOOKS)).toEqual(Object.keys(OUTCOME_REASONS))
    const flags = new Set([...Object.keys(MappingFlag), ...Object.keys(OutcomeFlag)])
    expect(new Set(Object.keys(FLAG_LOOKS))).toEqual(flags)
  })

  it('link each part of a mix to the rows it counts', () => {
    const [exception, email] = resolutionMix('run_1', {
      resolutions: [
        { resolution: 'EMAIL', kind: 'ACCOUNT', count: 2 },
        { resolution: 'EMAIL', kind: 'GROUP', count: 1 },
      ],
    })
    expect(exception?.count).toBe(0)
    expect(email).toMatchObject({ count: 3, to: { name: 'mappings', query: { f: ['resolution.in.EMAIL'] } } })
  })
})

describe('identities', () => {
  const nobody = { id: 'u1', username: null, name: null, caption: '' }
  it('are called by the first thing that is not empty', () => {
    expect(identityLines({ ...nobody, caption: 'Zoë', name: 'z@acme.example' })).toEqual([
      'Zoë',
      'z@acme.example',
    ])
    expect(identityLines(nobody)).toEqual(['u1', null])
  })

  it('keep absent and empty apart, side by side', () => {
    const fields = identityFields('ACCOUNT', nobody, null)
    expect(fields.map(({ label, source, destination }) => [label, source, destination])).toEqual([
      ['Display name', '', null],
      ['Email', null, null],
      ['Username', null, null],
      ['ID', 'u1', null],
    ])
  })
})

it('returns after sign-in to a path of this site only', () => {
  expect(safeReturn('/runs/run_1/mappings?f=kind.in.account')).toBe('/runs/run_1/mappings?f=kind.in.account')
  for (const bad of ['//evil.example', '/\\evil.example', 'https://evil.example', '/sign-in#x', null]) {
    expect(safeReturn(bad)).toBe('/')
  }
})

it('tells a refused request from a server that is away', () => {
  expect(failureOf(new CombinedError({ networkError: new Error('offline') }))).toMatchObject({
    unreachable: true,
  })
  const refused = new CombinedError({
    graphQLErrors: [{ message: 'No.', extensions: { code: 'BAD_CURSOR' } }],
  })
  expect(failureOf(refused)).toEqual({ code: 'BAD_CURSOR', message: 'No.', unreachable: false })
})

it('moves between rows within the page', () => {
  expect(moveBy('ArrowDown', 0, 3, 10)).toBe(1)
  expect(moveBy('PageDown', 0, 3, 10)).toBe(2)
  expect(moveBy('Home', 2, 3, 10)).toBe(0)
  expect(moveBy('x', 0, 3, 10)).toBeNull()
  expect(moveBy('constructor', 0, 3, 10)).toBeNull()
})
