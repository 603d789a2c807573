import { describe, expect, it } from 'vitest'
import {
  firstPage,
  nextPage,
  pageArguments,
  previousPage,
  readPage,
  writePage,
} from '../src/features/reports/page-query.js'

describe('a page in the address', () => {
  it('leaves defaults out and reads them back', () => {
    expect(readPage({})).toEqual(firstPage(100))
    expect(Object.values(writePage(firstPage(100))).filter(Boolean)).toEqual([])
  })

  it('survives a round trip at every size and direction', () => {
    for (const size of [50, 100, 200]) {
      const second = nextPage(firstPage(size), 'c1', size)
      const third = nextPage(second, 'c2', size)
      for (const page of [second, third, previousPage(nextPage(third, 'c3', size), 'c4')]) {
        const written = Object.fromEntries(Object.entries(writePage(page)).filter(([, value]) => value))
        expect(readPage(written as Record<string, string>)).toEqual(page)
      }
    }
  })

  it('goes back to the first page without a cursor', () => {
    const second = nextPage(firstPage(50), 'c1', 50)
    expect(previousPage(second, 'c1b')).toEqual(firstPage(50))
    expect(previousPage({ ...second, start: 120 }, 'c3')).toEqual({
      size: 50,
      after: null,
      before: 'c3',
      start: 70,
    })
  })

  it('ignores what does not fit', () => {
    expect(readPage({ size: '7', at: '-3' })).toEqual(firstPage(100))
    expect(readPage({ after: 'a', before: 'b', at: 'x' })).toEqual({
      size: 100,
      after: 'a',
      before: null,
      start: 0,
    })
    expect(readPage({ at: '500' }).start).toBe(0)
  })

  it('asks the API forwards or backwards, never both', () => {
    expect(pageArguments(nextPage(firstPage(50), 'c', 50))).toEqual({
      first: 50,
      after: 'c',
      last: null,
      before: null,
    })
    expect(pageArguments({ ...firstPage(50), before: 'c', start: 50 })).toEqual({
      first: null,
      after: null,
      last: 50,
      before: 'c',
    })
  })
})
