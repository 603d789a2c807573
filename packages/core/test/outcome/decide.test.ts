import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide, REASON_ORDER, type DecideInput } from '../../src/outcome/decide.js'
import { noticesOf, type NoticeFacts } from '../../src/outcome/notices.js'
import { OUTCOME_REASONS, OutcomeFlag, RELATIONS, type OutcomeReason } from '../../src/outcome/outcome.js'
import { summarise } from '../../src/outcome/summary.js'
import { PrincipalFlag } from '../../src/principals/principal.js'
import { Trait } from '../../src/principals/graph.js'
import { Selected } from '../../src/selection/closure.js'
import { traitsOnWipe } from '../../src/selection/select.js'

/** Accounts 0 and 1, group 2, unknown principal 3. */
const graph = { count: 4, sources: 3, groupStart: 2 }

const at = (
  p: number,
  over: Partial<Record<'selected' | 'traits' | 'leftBehind' | 'flags' | 'conflicts' | 'mapping', number>>,
) => {
  const put = <T extends Uint8Array | Uint32Array>(array: T, value = 0): T => {
    array[p] = value
    return array
  }
  return {
    graph,
    ruleset: { migrates: ['account', 'group'] as const },
    selected: put(new Uint8Array(4), over.selected),
    traits: put(new Uint8Array(4), over.traits),
    flags: put(new Uint32Array(3), p < 3 ? over.flags : 0),
    leftBehind: put(new Uint8Array(4), over.leftBehind),
    conflicts: put(new Uint8Array(4), over.conflicts),
    mapping: put(new Uint8Array(4), over.mapping),
  } satisfies DecideInput
}
const codesOf = (facts: NoticeFacts): string[] => noticesOf(facts).map(({ code }) => code)
const reasonOf = (input: DecideInput, p: number): OutcomeReason | null =>
  REASON_ORDER[decide(input).reason[p]!] ?? null

/** What makes each reason hold, from the last to the first in precedence: each beats those before it. */
const BECAUSE: [OutcomeReason, (all: Parameters<typeof at>[1]) => Parameters<typeof at>[1]][] = [
  ['UNIQUE_CONFLICT', (all) => ({ ...all, selected: Selected.ON_CONTENT, conflicts: 1 })],
  ['ALREADY_ON_TARGET', (all) => ({ ...all, traits: all.traits! | Trait.ALREADY_ON_TARGET })],
  ['NOT_REMIGRATED', (all) => ({ ...all, traits: all.traits! | Trait.NOT_REMIGRATED })],
  ['NOT_REFERENCED', (all) => ({ ...all, selected: 0 })],
  ['EXCLUDED', (all) => ({ ...all, traits: all.traits! | Trait.EXCLUDED })],
  ['SYSTEM_USER', (all) => ({ ...all, flags: PrincipalFlag.SYSTEM })],
  ['BUILT_IN', (all) => ({ ...all, traits: all.traits! | Trait.BUILT_IN })],
  ['EVERYONE', (all) => ({ ...all, traits: all.traits! | Trait.EVERYONE })],
]

describe('the outcome', () => {
  it('gives exactly one reason, the first of the precedence that holds', () => {
    let all: Parameters<typeof at>[1] = { traits: 0 }
    for (const [reason, hold] of BECAUSE) {
      all = hold(all)
      expect(reasonOf(at(0, all), 0)).toBe(reason)
      expect(reasonOf(at(2, all), 2)).toBe(reason)
    }
    expect(REASON_ORDER).toEqual(Object.keys(OUTCOME_REASONS))
  })

  it('knows an unknown principal before it asks whether one is excluded or referenced', () => {
    for (const selected of [0, Selected.ON_CONTENT]) {
      expect(reasonOf(at(3, { selected, traits: Trait.EXCLUDED, conflicts: 1 }), 3)).toBe('UNKNOWN_PRINCIPAL')
    }
    expect(reasonOf(at(3, { traits: Trait.BUILT_IN }), 3)).toBe('BUILT_IN')
  })

  it('refuses users under a ruleset of groups, but first those that nothing refers to', () => {
    const groupsOnly = { migrates: ['group'] as const }
    const user = (selected: number, conflicts = 0) =>
      reasonOf({ ...at(0, { selected, conflicts }), ruleset: groupsOnly }, 0)
    expect(user(0)).toBe('NOT_REFERENCED')
    expect(user(Selected.ON_CONTENT, 1)).toBe('USERS_NOT_MIGRATED')
    expect(reasonOf({ ...at(2, { selected: Selected.ON_CONTENT }), ruleset: groupsOnly }, 2)).toBeNull()
  })

  it('tells the strongest relation of a migrated principal, and none of another', () => {
    const relation = (selected: number, conflicts = 0) =>
      RELATIONS[decide(at(2, { selected, conflicts })).relation[2]!] ?? null
    expect(relation(Selected.ON_CONTENT | Selected.ANCESTOR | Selected.DESCENDANT)).toBe('ON_CONTENT')
    expect(relation(Selected.ANCESTOR | Selected.DESCENDANT)).toBe('ANCESTOR')
    expect(relation(Selected.DESCENDANT)).toBe('DESCENDANT')
    expect(relation(Selected.GIVEN)).toBeNull()
    expect(relation(Selected.ON_CONTENT, 1)).toBeNull()
  })

  it('adds up: summary, rows and the four combinations of mapped and migrated', () => {
    const bytes = fc.uint8Array({ minLength: 12, maxLength: 12 })
    fc.assert(
      fc.property(
        bytes,
        bytes,
        bytes,
        bytes,
        fc.nat(12),
        fc.nat(12),
        (selected, traits, conflicts, mapping, a, b) => {
          const [groupStart, sources] = [Math.min(a, b), Math.max(a, b)]
          const shape = { count: 12, sources, groupStart }
          const flags = new Uint32Array(sources)
          const ruleset = { migrates: ['account', 'group'] as const }
          const leftBehind = new Uint8Array(12)
          const input = { graph: shape, ruleset, selected, traits, leftBehind, flags, conflicts, mapping }
          const outcomes = decide(input)
          const summary = summarise(shape, outcomes)
          const kinds = [summary.accounts, summary.groups, summary.unknown]
          const sum = (values: number[]) => values.reduce((x, y) => x + y, 0)
          expect(sum(kinds.map((kind) => kind.total))).toBe(12)
          for (const kind of kinds) {
            expect(kind.migrated + kind.notMigrated).toBe(kind.total)
            expect(kind.mappedMigrated + kind.unmappedMigrated).toBe(kind.migrated)
            expect(kind.mappedNotMigrated + kind.unmappedNotMigrated).toBe(kind.notMigrated)
          }
          expect(sum(Object.values(summary.reasons))).toBe(sum(kinds.map((kind) => kind.notMigrated)))
          expect(summary.unknown.migrated).toBe(0)
        },
      ),
    )
  })
})

describe('the gap of a top-up', () => {
  const flagOf = (over: Parameters<typeof at>[1]) =>
    decide(at(0, { leftBehind: 1, ...over })).flags[0]! & OutcomeFlag.LEFT_BEHIND

  it('holds whom only the groups of earlier runs keep from migrating', () => {
    expect(flagOf({})).toBe(OutcomeFlag.LEFT_BEHIND)
    expect(flagOf({ leftBehind: 0 })).toBe(0)
  })

  it.each([
    ['an earlier run migrated', { traits: Trait.TRANSFERRED }],
    ['the target holds', { traits: Trait.ALREADY_ON_TARGET }],
    ['is excluded', { traits: Trait.EXCLUDED }],
    ['the target refuses', { conflicts: 1 }],
    ['is of the system', { flags: PrincipalFlag.SYSTEM }],
  ])('does not hold one that %s', (_, over) => {
    expect(flagOf(over)).toBe(0)
  })
})

describe('the sentences of seed 001 on outcomes', () => {
  const selected = Selected.ON_CONTENT

  it('"If a user has no email address in the `profile/email` field of their *jcr* node, the user in question may be migrated but is not mapped."', () => {
    const outcomes = decide(at(0, { selected, mapping: OutcomeFlag.NO_EMAIL }))
    expect(outcomes.reason[0]).toBe(-1)
    expect(outcomes.flags[0]).toBe(OutcomeFlag.NO_EMAIL | OutcomeFlag.WILL_DUPLICATE_PROFILE)
  })

  it('"If the user is disabled, it is treated the same as other users; it is mapped and migrated as normal, and remains disabled on the cloud instance."', () => {
    const outcomes = decide(at(0, { selected, flags: PrincipalFlag.DISABLED, mapping: OutcomeFlag.MAPPED }))
    expect(outcomes.reason[0]).toBe(-1)
    expect(outcomes.flags[0]).toBe(OutcomeFlag.MAPPED | OutcomeFlag.DISABLED)
  })

  it('"If a user is not mapped to IMS via user mapping, the user profile on the cloud AEM system will not be recognized by IMS; in this case, if they log in via IMS a new (duplicate) profile will be created on AEM"', () => {
    const flag = (p: number, mapping: number, is: number = selected) =>
      decide(at(p, { selected: is, mapping })).flags[p]
    expect(flag(0, 0)).toBe(OutcomeFlag.WILL_DUPLICATE_PROFILE)
    expect(flag(0, OutcomeFlag.MAPPED)).toBe(OutcomeFlag.MAPPED)
    expect(flag(0, 0, 0)).toBe(0)
    expect(flag(2, 0)).toBe(0)
  })

  it('"Duplicate email addresses are not permitted in IMS, but they are permitted in AEM."', () => {
    const outcomes = decide(at(0, { selected, mapping: OutcomeFlag.MAPPED | OutcomeFlag.DUPLICATE_EMAIL }))
    expect(outcomes.reason[0]).toBe(-1)
    expect(outcomes.flags[0]).toBe(OutcomeFlag.MAPPED | OutcomeFlag.DUPLICATE_EMAIL)
  })

  it('"Whether or not users are mapped during extraction, they, along with the groups, are migrated to the cloud system during ingestion if they are associated with content being migrated."', () => {
    for (const is of [0, selected]) {
      const [mapped, unmapped] = [OutcomeFlag.MAPPED, 0].map((mapping) =>
        reasonOf(at(0, { selected: is, mapping }), 0),
      )
      expect(mapped).toBe(unmapped)
      expect(mapped).toBe(is === 0 ? 'NOT_REFERENCED' : null)
    }
  })

  it('"If the setting **Wipe existing content on Cloud instance before ingestion** is set, principals previously transferred to the Cloud Service instance are deleted along with the entire existing repository"', () => {
    const traits = traitsOnWipe(
      Uint8Array.of(0, 0, Trait.NOT_REMIGRATED | Trait.ALREADY_ON_TARGET | Trait.EXCLUDED, 0),
    )
    expect(traits[2]).toBe(Trait.EXCLUDED)
    expect(
      reasonOf(at(2, { selected, traits: traitsOnWipe(Uint8Array.of(Trait.ALREADY_ON_TARGET))[0]! }), 2),
    ).toBeNull()
  })

  it('"The admin user must be re-added to the **administrators** group to retrieve the access token for CTT/CAM Ingestion."', () => {
    const run = { topUp: false, leftBehind: 0, unmappedMigrated: 0, closedUserGroups: 0 }
    expect(codesOf({ ...run, wipe: true })).toEqual(['WIPE_ADMINISTRATORS'])
    expect(codesOf({ ...run, wipe: false })).toEqual([])
  })

  it('"To migrate these principals afterwards, consider using packages, or deleting principals from the target and re-migrating the relevant content (Extract with overwrite and Ingest with wipe)."', () => {
    const run = { wipe: false, topUp: true, unmappedMigrated: 0, closedUserGroups: 0 }
    expect(codesOf({ ...run, leftBehind: 2 })).toEqual(['TOP_UP_GAP', 'TOP_UP_UNCHANGED'])
    expect(noticesOf({ ...run, leftBehind: 2 })[0]).toMatchObject({
      count: 2,
      message: expect.stringMatching(
        /packages.*delete the principals from the target.*extract with overwrite, ingest with wipe/,
      ) as string,
    })
    expect(codesOf({ ...run, leftBehind: 0 })).toEqual(['TOP_UP_UNCHANGED'])
  })

  it('"For this reason, mapping all users is highly recommended for all author migrations." and "See [Migrating Closed User Groups]"', () => {
    const run = { wipe: false, topUp: false, leftBehind: 0, unmappedMigrated: 3, closedUserGroups: 1 }
    expect(codesOf(run)).toEqual(['UNMAPPED_ACCOUNTS', 'CLOSED_USER_GROUPS'])
  })
})
