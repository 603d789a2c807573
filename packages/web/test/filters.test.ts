import { decodeFilter, encodeFilter, everything } from '@crosswalk/core'
import { describe, expect, it } from 'vitest'
import { chipText } from '../src/features/reports/chips.js'
import { valuesOf, withValues } from '../src/features/reports/clauses.js'
import { closedFacet, openFacet, plain, type Facets } from '../src/features/reports/facet-group.js'
import { mappingFacets } from '../src/features/mappings/facets.js'

const none = everything('mappings')

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

describe('facets', () => {
  const counted = {
    field: 'KIND',
    other: 0,
    values: [{ value: 'GROUP', label: null, count: 3 }],
  }
  const looks = plain({ ACCOUNT: 'User', GROUP: 'Group' })

  it('keep the values that have no rows, and show no count that is not known', () => {
    const counts = (facets: Facets) =>
      closedFacet(facets, 'KIND', 'Kind', looks).options.map(({ count }) => count)
    expect(counts([counted])).toEqual([0, 3])
    expect(counts(null)).toEqual([null, null])
  })

  it('name values as people read them, and absence', () => {
    const jobs = {
      field: 'JOB',
      other: 5,
      values: [
        { value: 'job_1', label: 'acme', count: 2 },
        { value: null, label: null, count: 1 },
      ],
    }
    const { options, other } = openFacet([jobs], 'JOB', 'Job')
    expect(options.map(({ value, label }) => [value, label])).toEqual([
      ['job_1', 'acme'],
      ['', '(none)'],
    ])
    expect(other).toBe(5)
  })
})

describe('chips', () => {
  it('name field and values as the facets do', () => {
    const groups = mappingFacets(null, false)
    const words = (parameter: string) =>
      decodeFilter('mappings', [parameter]).filter.clauses.map((clause) => chipText(clause, groups))
    expect(words('resolution.in.email~unresolved')).toEqual([
      { field: 'Resolution', text: 'Email, Unresolved' },
    ])
    expect(words('kind.in.group')).toEqual([{ field: 'User or group', text: 'Group' }])
    expect(words('flags.not_in.many_to_one')).toEqual([{ field: 'Flags', text: 'not Many to one' }])
    expect(words('items.between.10~')).toEqual([{ field: 'Items', text: 'between 10–…' }])
    expect(words('domain.in.')).toEqual([{ field: 'Mail domain', text: 'none' }])
  })
})
