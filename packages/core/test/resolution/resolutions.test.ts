import { describe, expect, it } from 'vitest'
import {
  PrincipalFlag,
  mappingFlags,
  nearMisses,
  indexPrincipals,
  manyToOneIssues,
  planFromJob,
  qualityIssues,
} from '../../src/index.js'
import { directory, resolveAll, toldOf } from './directory.js'

const jane = { id: 'S1', username: 'jdoe', email: 'Jane.Doe@a.example', caption: 'Jane Doe' }
const dryviq = { preset: 'dryviq' as const }

describe('seed 002, the resolution statuses', () => {
  it('Exception: resolved via a manually defined mapped exception (explicit mapping rule)', () => {
    const { mappings, findings } = resolveAll(
      dryviq,
      directory(jane),
      directory({ ...jane, id: 'D1' }, { id: 'D2', email: 'boss@a.example' }),
      [{ source: { name: 'jane.doe@A.example' }, destination: { id: 'D2' } }],
    )
    expect(mappings[0]).toMatchObject({ resolution: 'EXCEPTION', destRow: 1, reason: null })
    expect(findings).toEqual([])
  })
  it('Email: resolved by matching email addresses', () => {
    expect(toldOf(dryviq, directory(jane), directory({ email: ' JANE.DOE@a.example' }))).toEqual([
      'EMAIL → 0',
    ])
  })
  it('ID: resolved by matching platform IDs, exactly', () => {
    expect(toldOf(dryviq, directory(jane, { id: 's1' }), directory({ id: 'S1' }))).toEqual([
      'ID → 0',
      'UNRESOLVED (NOT_FOUND)',
    ])
  })
  it('Username: resolved by matching usernames', () => {
    expect(toldOf(dryviq, directory(jane), directory({ username: 'JDOE' }))).toEqual(['USERNAME → 0'])
  })
  it('Name: resolved by matching names, groups by name and then by display name', () => {
    const source = directory(
      { kind: 'group', name: 'Editors' },
      { kind: 'group', name: 'x', caption: 'Writers' },
    )
    const destination = directory(
      { kind: 'group', name: 'ＥＤＩＴＯＲＳ' },
      { kind: 'group', name: 'y', caption: 'writers' },
    )
    expect(toldOf(dryviq, source, destination)).toEqual(['NAME → 0', 'NAME → 1'])
  })
  it('Provision: the user/group was provisioned (created) on the destination, so it has no id yet', () => {
    const provision = { kinds: ['account' as const], domains: ['a.example'] }
    const { mappings } = resolveAll({ ...dryviq, provision }, directory(jane, { email: 'x@c.example' }), [])
    expect(mappings[0]).toMatchObject({
      resolution: 'PROVISION',
      destination: { id: null, username: 'jdoe' },
    })
    expect(mappings[1]?.resolution).toBe('UNRESOLVED')
  })
  it('Passthrough: the source identity was passed through as-is ("do not attempt to resolve first")', () => {
    const request = { ...dryviq, passthrough: {}, ownDomains: ['b.example'] }
    const { mappings } = resolveAll(request, directory(jane), directory(jane))
    expect(mappings[0]).toMatchObject({ resolution: 'PASSTHROUGH', destRow: null, destination: { id: 'S1' } })
  })
  it('External: resolved as an external user ("attempt to resolve first")', () => {
    const request = { ...dryviq, external: {}, ownDomains: ['b.example'] }
    const source = directory(jane, { email: 'x@c.example' }, { email: 'x@b.example' })
    expect(toldOf(request, source, directory(jane))).toEqual([
      'EMAIL → 0',
      'EXTERNAL',
      'UNRESOLVED (NOT_FOUND)',
    ])
  })
  it('Default: fell back to a default mapping', () => {
    const request = { ...dryviq, default: { account: { name: 'admin@a.example' } } }
    expect(toldOf(request, directory(jane), directory({ email: 'admin@a.example' }))).toEqual(['DEFAULT → 0'])
  })
  it('Unresolved: no match was found for this user/group', () => {
    expect(toldOf(dryviq, directory(jane), [])).toEqual(['UNRESOLVED (NOT_FOUND)'])
  })
})

describe('seed 001, exceptional cases', () => {
  const author = { preset: 'aem-author' as const }
  it('a user without profile/email is not mapped, even if the email address is used as a user name', () => {
    expect(
      toldOf(author, directory({ username: 'j@a.example' }), directory({ email: 'j@a.example' })),
    ).toEqual(['UNRESOLVED (NO_EMAIL)'])
  })
  it('a disabled user is treated the same as other users; it is mapped as normal', () => {
    const source = directory({ ...jane, flags: PrincipalFlag.DISABLED })
    expect(toldOf(author, source, directory(jane))).toEqual(['EMAIL → 0'])
  })
  it('groups are not mapped', () => {
    const editors = { kind: 'group' as const, id: 'editors', name: 'editors' }
    expect(toldOf(author, directory(editors), directory(editors))).toEqual(['UNRESOLVED (GROUPS_NOT_MAPPED)'])
  })
  it('on a publish instance the mapping is off by default and can be overridden', () => {
    expect(toldOf({ preset: 'aem-publish' }, directory(jane), directory(jane))).toEqual([
      'UNRESOLVED (MAPPING_OFF)',
    ])
    expect(planFromJob({ preset: 'aem-publish' }, true).on).toBe(true)
    expect(planFromJob({ preset: 'aem-author' }, false).on).toBe(false)
  })
  it('duplicate email addresses are permitted in AEM, and flagged', () => {
    const source = directory(jane, { ...jane, email: 'jane.doe@A.EXAMPLE' }, {})
    const { mappings } = resolveAll(author, source, directory(jane))
    expect(mappingFlags(source.map((one, at) => ({ source: one, mapping: mappings[at]! })))).toEqual([
      3, 3, 4,
    ])
  })
})

describe('design, resolution', () => {
  const twice = directory(jane, { ...jane, id: 'D2' })
  it('ambiguity is never a coin toss: the row stops as UNRESOLVED, AMBIGUOUS', () => {
    const { mappings } = resolveAll(dryviq, directory(jane), twice)
    expect(mappings[0]).toMatchObject({ resolution: 'UNRESOLVED', reason: 'AMBIGUOUS', destRow: null })
    expect(mappings[0]?.evidence.find(({ outcome }) => outcome === 'AMBIGUOUS')?.candidates).toHaveLength(2)
  })
  it('a setting continues to the next rule', () => {
    expect(toldOf({ ...dryviq, ambiguity: 'continue' }, directory(jane), twice)).toEqual(['ID → 0'])
  })
  it('a setting falls to the default', () => {
    const request = { ...dryviq, ambiguity: 'default' as const, default: { account: { id: 'D2' } } }
    expect(toldOf(request, directory(jane), twice)).toEqual(['DEFAULT → 1 (AMBIGUOUS)'])
  })
  it('matching accounts by display name across mail domains is off by default', () => {
    const destination = directory({ email: 'other@b.example', caption: 'JANE DOE' })
    expect(toldOf(dryviq, directory(jane), destination)).toEqual(['UNRESOLVED (NOT_FOUND)'])
    expect(toldOf({ ...dryviq, accountNames: 'any-domain' }, directory(jane), destination)).toEqual([
      'NAME → 0',
    ])
  })
  it('an alias domain counts as the domain it stands for', () => {
    const request = { ...dryviq, domainAliases: { 'old.example': 'a.example' } }
    expect(
      toldOf(request, directory({ email: 'x@OLD.example' }), directory({ email: 'x@a.example' })),
    ).toEqual(['EMAIL → 0'])
  })
  it('exclusions come first; an excluded identity that also has an exception is a finding', () => {
    const exclusions = { source: [{ field: 'name' as const, matches: '*@A.example' }] }
    const { mappings, findings } = resolveAll({ ...dryviq, exclusions }, directory(jane), directory(jane), [
      { source: { id: 'S1' }, destination: { id: 'S1' } },
    ])
    expect(mappings[0]?.reason).toBe('EXCLUDED')
    expect(findings).toEqual(['EXCEPTION_EXCLUDED'])
  })
  it('an excluded destination is never a candidate', () => {
    const exclusions = { destination: [{ field: 'id' as const, equals: 'D2' }] }
    expect(toldOf({ ...dryviq, exclusions }, directory(jane), twice)).toEqual(['EMAIL → 0'])
  })
  it('an exception naming an unknown destination is a finding and an UNRESOLVED row', () => {
    const { mappings, findings } = resolveAll(dryviq, directory(jane), directory(jane), [
      { source: { id: 'S1' }, destination: { id: 'nobody' } },
    ])
    expect(mappings[0]?.reason).toBe('EXCEPTION_TARGET_UNKNOWN')
    expect(findings).toEqual(['EXCEPTION_TARGET_UNKNOWN'])
  })
  it('a match that is disabled at the destination is not used, and said so', () => {
    const destination = directory({ ...jane, flags: PrincipalFlag.DISABLED })
    expect(toldOf(dryviq, directory(jane), destination)).toEqual(['UNRESOLVED (DISABLED_AT_DESTINATION)'])
    expect(toldOf({ ...dryviq, disabledDestinations: true }, directory(jane), destination)).toEqual([
      'EMAIL → 0',
    ])
  })
  it('an identity whose id the directory does not return is not mapped where the plan asks for ids', () => {
    const request = { preset: 'aem-author' as const, requireDestinationId: true }
    expect(toldOf(request, directory(jane), directory({ email: jane.email }))).toEqual([
      'UNRESOLVED (ID_NOT_RETURNED)',
    ])
  })
})

describe('dryviq.md 4.2, reading an exception', () => {
  const alike = directory({ ...jane, id: 'S1' }, { ...jane, id: 'S2' })
  it('fields are tried name → id → username → caption; another field that disagrees is a finding', () => {
    const { mappings, findings } = resolveAll(dryviq, directory(jane), directory({ id: 'D1' }), [
      { source: { name: jane.email, username: 'someone' }, destination: { id: 'D1' } },
    ])
    expect(mappings[0]?.resolution).toBe('EXCEPTION')
    expect(findings).toEqual(['EXCEPTION_DISAGREES'])
  })
  it('where a name is shared the other cells decide, and without them nobody is chosen', () => {
    const to = directory({ id: 'D1' })
    const line = { source: { name: jane.email, id: 'S2' }, destination: { id: 'D1' } }
    expect(toldOf(dryviq, alike, to, [line])).toEqual(['UNRESOLVED (NOT_FOUND)', 'EXCEPTION → 0'])
    expect(resolveAll(dryviq, alike, to, [{ ...line, source: { name: jane.email } }]).findings).toEqual([
      'EXCEPTION_NOT_UNIQUE',
    ])
  })
  it('a cell of a spreadsheet-safe export is understood', () => {
    const line = { source: { id: "'=1+1" }, destination: { id: 'D1' } }
    expect(toldOf(dryviq, directory({ id: '=1+1' }), directory({ id: 'D1' }), [line])).toEqual([
      'EXCEPTION → 0',
    ])
  })
  it('reports unknown, repeated and incomplete lines, and a name that is an account and a group', () => {
    const source = directory({ id: 'x', email: 'x' }, { kind: 'group', id: 'x', name: 'x' })
    const destination = { id: 'D1' }
    const { findings } = resolveAll(dryviq, source, directory({ id: 'D1' }), [
      { source: { id: 'nobody' }, destination },
      { source: { name: 'x' }, destination },
      { source: { name: 'x' }, type: 'account', destination },
      { source: { id: 'x' }, destination: {} },
      { source: {}, destination },
    ])
    const expected = ['EXCEPTION_SOURCE_UNKNOWN', 'EXCEPTION_AMBIGUOUS', 'EXCEPTION_DUPLICATE']
    expect(findings).toEqual([...expected, 'EXCEPTION_WITHOUT_TARGET', 'EMPTY_IDENTITY'])
  })
})

describe('evidence, near misses and the source quality report', () => {
  it('tells every rule tried in order and ends in the resolution', () => {
    const { mappings } = resolveAll(dryviq, directory(jane), directory({ username: 'jdoe' }))
    expect(mappings[0]?.evidence.map(({ rule, outcome }) => `${rule} ${outcome}`)).toEqual([
      ...[
        'EXCLUSION MISS',
        'EXCEPTION MISS',
        'PASSTHROUGH SKIPPED',
        'EMAIL MISS',
        'ID MISS',
        'USERNAME MATCH',
      ],
    ])
  })
  it('shows who nearly matched, each with its nearest kind', () => {
    const destination = directory(
      { email: 'jane.doe@b.example' },
      { caption: 'Doe, Jane', email: 'q@a.example' },
      { id: ' s1' },
      { username: 'jdoe', flags: PrincipalFlag.DISABLED },
      { caption: 'jane doe', email: 'z@b.example' },
    )
    const near = nearMisses(directory(jane)[0]!, indexPrincipals(destination), planFromJob(dryviq))
    expect(near.map(({ kind, principal: { row } }) => `${row} ${kind}`)).toEqual([
      ...[
        '3 DISABLED',
        '4 SAME_NAME_OTHER_DOMAIN',
        '0 SAME_LOCAL_PART',
        '1 SWAPPED_NAME',
        '2 OTHER_SPELLING',
      ],
    ])
  })
  it('reports missing, invalid and duplicate emails with their variants, duplicate ids, unlinkable accounts', () => {
    const a = { email: 'a@x', id: '1' }
    const source = directory(
      a,
      { ...a, email: 'A@x ' },
      { email: 'no at', id: '2' },
      {},
      { email: 'b@x' },
      { email: 'b@x' },
    )
    expect(qualityIssues(source).map(({ code, rows }) => `${code} ${rows.join()}`)).toEqual([
      ...['MISSING_EMAIL 3', 'INVALID_EMAIL 2', 'DUPLICATE_EMAIL 4,5', 'DUPLICATE_EMAIL_CASE 0,1'],
      ...['DUPLICATE_ID 0,1', 'UNLINKABLE 3'],
    ])
  })
  it.each([
    ['DUPLICATE_EMAIL', ['jo@a.example', 'jo@a.example']],
    ['DUPLICATE_EMAIL_SPACE', ['jo@a.example', ' jo@a.example\u00a0']],
    ['DUPLICATE_EMAIL_CASE', ['jo@a.example', 'Jo@A.example ']],
    ['DUPLICATE_EMAIL_UNICODE', ['jo\u0308@a.example', 'j\u00f6@a.example']],
    ['DUPLICATE_EMAIL_UNICODE', ['jo@a.example', 'Jo@A.example', '\uff4ao@a.example']],
  ])('tells %s from the other variants of %j', (code, emails) => {
    const issues = qualityIssues(directory(...emails.map((email, at) => ({ email, id: `${at}` }))))
    expect(issues.map((issue) => [issue.code, issue.rows.length])).toEqual([[code, emails.length]])
  })
  it('reports destinations that several sources become, the default identity in no directory included', () => {
    const source = directory(jane, { username: 'JDOE' }, { id: 'x' }, { id: 'y' })
    const request = { ...dryviq, default: { account: { id: 'archive' } } }
    const { mappings } = resolveAll(request, source, directory({ ...jane, id: 'D1' }))
    const issues = manyToOneIssues(mappings.map((mapping, at) => ({ source: source[at]!, mapping })))
    expect(issues.map(({ value, rows }) => `${value} ${rows.join()}`)).toEqual([
      'Jane.Doe@a.example 0,1',
      'archive 2,3',
    ])
  })
})
