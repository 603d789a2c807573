import { decodeFilter, encodeFilter, everything } from '@crosswalk/core'
import { describe, expect, it } from 'vitest'
import { chipText } from '../src/features/reports/chips.js'
import { valuesOf, withValues } from '../src/features/reports/clauses.js'
import { crossCounts } from '../src/features/reports/tally.js'
import { mappingFacets } from '../src/features/mappings/facets.js'

const tallies = [
  { count: 5, values: { RESOLUTION: 'EMAIL', KIND: 'ACCOUNT' } },
  { count: 2, values: { RESOLUTION: 'UNRESOLVED', KIND: 'ACCOUNT' } },
  { count: 3, values: { RESOLUTION: 'UNRESOLVED', KIND: 'GROUP' } },
]
const none = everything('mappings')
const accounts = withValues(none, 'KIND', 'IN', ['ACCOUNT'])

describe('clauses', () => {
  it('replaces one clause and leaves the others', () => {
    const both = withValues(withValues(none, 'KIND', 'IN', ['account']), 'TEXT', 'CONTAINS', ['o~r *'])
    expect(valuesOf(both, 'TEXT', 'CONTAINS')).toEqual(['o~r *'])
    expect(decodeFilter('mappings', encodeFilter(both)).filter).toEqual(both)
    expect(withValues(both, 'TEXT', 'CONTAINS', []).clauses).toEqual([
      { field: 'KIND', op: 'IN', values: ['account'] },
    ])
  })
})

describe('facet counts', () => {
  it('ignore their own clause and hold to the others', () => {
    expect(crossCounts(accounts, 'KIND', tallies)).toEqual(
      new Map([
        ['ACCOUNT', 7],
        ['GROUP', 3],
      ]),
    )
    expect(crossCounts(accounts, 'RESOLUTION', tallies)).toEqual(
      new Map([
        ['EMAIL', 5],
        ['UNRESOLVED', 2],
      ]),
    )
  })

  it('understand exclusion, and values in any case', () => {
    const others = { ...none, clauses: [{ field: 'KIND', op: 'NOT_IN' as const, values: ['account'] }] }
    expect(crossCounts(others, 'RESOLUTION', tallies)).toEqual(new Map([['UNRESOLVED', 3]]))
  })

  it('are withheld where the summary cannot know them', () => {
    const searched = withValues(none, 'TEXT', 'CONTAINS', ['smith'])
    expect(crossCounts(searched, 'RESOLUTION', tallies)).toBeNull()
    expect(crossCounts(none, 'FLAGS', tallies)).toBeNull()
  })
})

describe('chips', () => {
  it('name field and values as the facets do', () => {
    const groups = mappingFacets(none, null)
    const words = (parameter: string) =>
      decodeFilter('mappings', [parameter]).filter.clauses.map((clause) => chipText(clause, groups))
    expect(words('resolution.in.email~unresolved')).toEqual([
      { field: 'Resolution', text: 'Email, Unresolved' },
    ])
    expect(words('kind.in.group')).toEqual([{ field: 'User or group', text: 'Group' }])
    expect(words('flags.not_in.many_to_one')).toEqual([{ field: 'Flags', text: 'not Many to one' }])
    expect(words('items.between.10~')).toEqual([{ field: 'Items', text: 'between 10–…' }])
    expect(words('domain.in.')).toEqual([{ field: 'Domain', text: 'none' }])
  })
})
