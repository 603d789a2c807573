import { REPORTS, parseFilter, sortsOf } from '@crosswalk/core'
import { describe, expect, it } from 'vitest'
import { has } from '../src/features/reports/clauses.js'
import { SHIPPED, sameView } from '../src/features/views/views.js'

const view = {
  clauses: [has('KIND', 'ACCOUNT'), has('RESOLUTION', 'EMAIL', 'ID')],
  sort: 'ITEMS',
  columns: ['source'],
}

describe('views', () => {
  it('that every report comes with are filters and orders it has', () => {
    for (const report of REPORTS)
      for (const { name, clauses, sort } of SHIPPED[report] ?? []) {
        expect([name, parseFilter(report, clauses).filter]).toEqual([name, expect.anything()])
        expect(sortsOf(report)).toContain(sort)
      }
  })

  it('are the same in any order and case of their values, and differ by anything else', () => {
    const turned = { ...view, clauses: [has('RESOLUTION', 'id', 'email'), has('KIND', 'account')] }
    expect(sameView(view, turned)).toBe(true)
    for (const other of [
      { ...view, clauses: [has('KIND', 'ACCOUNT')] },
      { ...view, sort: 'DEFAULT' },
      { ...view, columns: ['source', 'destination'] },
      { ...view, columns: [] },
    ])
      expect(sameView(view, other)).toBe(false)
  })
})
