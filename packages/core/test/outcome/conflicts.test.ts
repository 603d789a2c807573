import { describe, expect, it } from 'vitest'
import { conflictFields, conflictMask, conflictsOf } from '../../src/outcome/conflicts.js'
import type { Principal } from '../../src/principals/principal.js'

const principal = (over: Partial<Principal>): Principal => ({
  kind: 'group',
  id: null,
  username: null,
  name: null,
  caption: null,
  email: null,
  principalName: null,
  uuid: null,
  path: null,
  externalId: null,
  flags: 0,
  ...over,
})

describe('uniqueness conflicts', () => {
  it('"If a principal exists with any of the same uniqueness-constrained data (rep:principalName, rep:authorizableId, jcr:uuid or rep:externalId) on both the source AEM instance and the target AEM Cloud Service instance, the principal in question is not migrated and the previously existing principal on the cloud system remains unchanged."', () => {
    const source = principal({ id: 'a', principalName: 'p', uuid: 'u', externalId: 'e;ims' })
    const found = (target: Partial<Principal>) =>
      conflictsOf(source, [principal({ id: 'other' }), principal(target)]).conflicts
    expect(found({ id: 'b', principalName: 'p' })).toEqual([
      { field: 'rep:principalName', value: 'p', targets: [1] },
    ])
    expect(found({ id: 'a', uuid: 'w' })).toEqual([{ field: 'rep:authorizableId', value: 'a', targets: [1] }])
    expect(found({ id: 'b', uuid: 'u' })).toEqual([{ field: 'jcr:uuid', value: 'u', targets: [1] }])
    expect(found({ externalId: 'e;ims' })).toEqual([
      { field: 'rep:externalId', value: 'e;ims', targets: [1] },
    ])
  })

  it('lists all conflicting fields in the report order, each with every holder', () => {
    const source = principal({ id: 'a', principalName: 'p', uuid: 'u' })
    const targets = [
      principal({ id: 'b', uuid: 'u', principalName: 'p' }),
      principal({ id: 'c', principalName: 'p' }),
    ]
    const { conflicts, alreadyOnTarget } = conflictsOf(source, targets)
    expect(alreadyOnTarget).toBe(false)
    expect(conflicts).toEqual([
      { field: 'rep:principalName', value: 'p', targets: [0, 1] },
      { field: 'jcr:uuid', value: 'u', targets: [0] },
    ])
    expect(conflictFields(conflictMask(conflicts))).toEqual(['rep:principalName', 'jcr:uuid'])
  })

  it('is the same principal by authorizable id, and by uuid where both give one', () => {
    const same = (source: Partial<Principal>, target: Partial<Principal>) =>
      conflictsOf(principal(source), [principal(target)])
    expect(same({ id: 'a', uuid: 'u' }, { id: 'a', uuid: 'u' })).toEqual({
      alreadyOnTarget: true,
      conflicts: [],
    })
    expect(same({ id: 'a', principalName: 'p' }, { id: 'a', uuid: 'u', principalName: 'p' })).toEqual({
      alreadyOnTarget: true,
      conflicts: [],
    })
    expect(same({ id: 'a', uuid: 'u' }, { id: 'a', uuid: 'w' }).alreadyOnTarget).toBe(false)
    expect(same({ id: 'A' }, { id: 'a' })).toEqual({ alreadyOnTarget: false, conflicts: [] })
  })

  it('finds nothing in what is absent on both sides', () => {
    expect(conflictsOf(principal({}), [principal({})])).toEqual({ alreadyOnTarget: false, conflicts: [] })
    expect(conflictsOf(principal({ id: 'a' }), [])).toEqual({ alreadyOnTarget: false, conflicts: [] })
  })
})
