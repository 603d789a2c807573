import { describe, expect, it } from 'vitest'
import { planFromJob, presetOf } from '../../src/index.js'
import { directory, toldOf } from './directory.js'

const author = { preset: 'aem-author' as const }
const group = { kind: 'group' as const, id: 'editors', name: 'editors' }

describe('the sentences of seed 001 on mapping', () => {
  it('"Since groups in traditional AEM are fundamentally different from groups in IMS, groups are not mapped, but the two sets of groups must be reconciled after the migration is complete."', () => {
    expect(toldOf(author, directory(group), directory(group))).toEqual(['UNRESOLVED (GROUPS_NOT_MAPPED)'])
  })

  it('"AEM users can be mapped to corresponding Adobe IMS users with the same email address."', () => {
    const jane = { id: 'S1', username: 'jdoe', email: 'jane@a.example', caption: 'Jane' }
    expect(
      toldOf(
        author,
        directory(jane),
        directory({ ...jane, email: 'other@a.example' }, { email: 'JANE@a.example' }),
      ),
    ).toEqual(['EMAIL → 1'])
    expect(toldOf(author, directory(jane), directory({ ...jane, email: null }))).toEqual([
      'UNRESOLVED (NOT_FOUND)',
    ])
  })

  it('"This mapping can be done automatically in CTT (during the extraction step), and whether it is done or not can be controlled by a toggle before extraction is started." and "default setting can be overridden by the user when starting extraction."', () => {
    expect(planFromJob({ ...author, on: false }).on).toBe(false)
    expect(planFromJob({ preset: 'aem-publish', on: true }).on).toBe(true)
    const jane = { id: 'S1', email: 'jane@a.example' }
    expect(toldOf({ ...author, on: false }, directory(jane), directory(jane))).toEqual([
      'UNRESOLVED (MAPPING_OFF)',
    ])
  })

  it('"If the source system is an author instance, by default the choice to do the mapping is _on_, because it is the recommended process."', () => {
    expect(planFromJob({ preset: presetOf('aem', 'author') }).on).toBe(true)
  })

  it('"If the source system is a publish instance, by default the choice to do the mapping is _off_, because users are not normally migrated or used on publish instances"', () => {
    expect(planFromJob({ preset: presetOf('aem', 'publish') }).on).toBe(false)
  })
})
