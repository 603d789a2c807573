import { describe, expect, it } from 'vitest'
import { estimateUmapi } from '../../../src/directories/umapi/strategy.js'

const limited = { strategy: 'single', requestsPerMinute: 25 } as const
const unknown = { users: null, pageSize: null, emails: null, everyone: false }

describe('what look-ups take', () => {
  it.each([
    [12, 24, 12],
    [13, 26, 60.5],
    [500, 1000, 39 * 60 + 12.5],
  ])('%d addresses: %d requests, about %d s', (emails, requests, seconds) => {
    const estimate = estimateUmapi(limited, { ...unknown, emails })
    expect(estimate).toEqual({ strategy: 'single', requests, milliseconds: seconds * 1000 })
  })

  it('is as long as the answers where the limit allows more', () => {
    const wide = { ...limited, requestsPerMinute: 600 }
    expect(estimateUmapi(wide, { ...unknown, emails: 550 }).milliseconds).toBe(1100 * 500)
  })

  it('cannot be told of single look-ups while nobody knows how many there are', () => {
    expect(estimateUmapi(limited, unknown)).toEqual({
      ...{ strategy: 'single', requests: null, milliseconds: null },
    })
  })

  it('is that of pages where everybody is needed, or fewer requests do', () => {
    const auto = { ...limited, strategy: 'auto' } as const
    const known = { users: 4100, pageSize: 2000, emails: 1, everyone: false }
    expect(estimateUmapi(auto, known)).toMatchObject({ strategy: 'single', requests: 2 })
    expect(estimateUmapi(auto, { ...known, emails: 2 })).toMatchObject({ strategy: 'pages', requests: 3 })
    expect(estimateUmapi(limited, { ...known, everyone: true })).toMatchObject({ strategy: 'pages' })
  })
})
