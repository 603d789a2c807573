import { PLATFORMS_WITHOUT_PERMISSIONS } from '@crosswalk/core'
import { expect, test } from 'vitest'
import { unavailable } from '../../src/pipeline/publish/summary.js'
import type { RunSpec } from '../../src/pipeline/spec.js'
import { definition } from '../control/store.js'

const job = definition('acme')
const plan = { on: true } as RunSpec['plan']
const off = { permissions: false, owners: false }

test('the conditions under which there are no mappings to show, the first that holds', () => {
  expect(unavailable({ job, plan }, 1)).toBeNull()
  expect(unavailable({ job, plan }, 0)).toBe('NO_IDENTITIES')
  expect(unavailable({ job, plan: { ...plan, on: false } }, 0)).toBe('MAPPING_OFF')
  for (const preservation of [
    { ...off, permissions: true },
    { ...off, owners: true },
  ])
    expect(unavailable({ job: { ...job, preservation }, plan }, 1)).toBeNull()
  for (const platform of [...PLATFORMS_WITHOUT_PERMISSIONS, ' S3 ']) {
    const source = { ...job.source, platform }
    expect(unavailable({ job: { ...job, source }, plan: { ...plan, on: false } }, 0)).toBe(
      'PLATFORM_WITHOUT_PERMISSIONS',
    )
    expect(unavailable({ job: { ...job, source, preservation: off }, plan }, 0)).toBe('PRESERVATION_OFF')
  }
})
