import { IDENTITY_FIELDS, planFromJob } from '@crosswalk/core'
import type { DirectoryPrincipal, ExceptionRow, MappingPlan, PlanRequest } from '@crosswalk/core'
import fc from 'fast-check'
import { hostileText } from './hostile.js'

/** What the bulk and the reference resolver are given. */
export interface Case {
  plan: MappingPlan
  source: DirectoryPrincipal[]
  destination: DirectoryPrincipal[]
  exceptions: ExceptionRow[]
}

const pool = <T>(arbitrary: fc.Arbitrary<T>, size: number) =>
  fc.array(arbitrary, { minLength: 1, maxLength: size })

const domainText = fc.constantFrom(
  'a.example',
  'A.Example',
  'b.example',
  'ｂ.example',
  'c.example',
  'straße.example',
)
const words = fc.constantFrom(
  'Ann',
  'ANN',
  'ann',
  'Doe',
  'doe',
  'Straße',
  'STRASSE',
  'ΟΔΟΣ',
  'οδος',
  'Ｄｏｅ',
  'İx',
  'ix',
)
const localPart = fc.oneof(words, hostileText)
const emailText = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(localPart, domainText).map(([local, domain]) => `${local}@${domain}`) },
  {
    weight: 1,
    arbitrary: fc.tuple(localPart, domainText).map(([local, domain]) => ` ${local}@${domain}\u00a0`),
  },
  { weight: 1, arbitrary: hostileText },
)
const nameText = fc.oneof(
  fc.tuple(words, words).map((parts) => parts.join(' ')),
  fc.tuple(words, words).map((parts) => parts.join(', ')),
  words,
  hostileText,
)

const SPELLINGS: ((text: string) => string)[] = [
  (text) => text,
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text) => text.normalize('NFD'),
  (text) => ` ${text}\u3000`,
  (text) => `\ufeff${text}`,
  (text) => text.replaceAll(/[!-~]/g, (symbol) => String.fromCharCode(symbol.charCodeAt(0) + 0xfee0)),
]
/** One of the texts in one of the spellings a directory may hold it in. */
const spelt = (texts: readonly string[]) =>
  fc
    .tuple(fc.constantFrom(...texts), fc.constantFrom(...SPELLINGS))
    .map(([text, spell]) => spell(text).toWellFormed())
    .map((text) => (text === '' ? null : text))

const principals = (texts: Texts, maxLength: number) =>
  fc
    .array(
      fc.record({
        kind: fc.constantFrom('account', 'account', 'group'),
        id: fc.option(fc.oneof(fc.constantFrom(...texts.ids), spelt(texts.ids)), { freq: 3 }),
        username: fc.option(spelt(texts.usernames), { freq: 3 }),
        caption: fc.option(spelt(texts.names), { freq: 3 }),
        email: fc.option(spelt(texts.emails), { freq: 3 }),
        name: fc.option(spelt(texts.names), { freq: 3 }),
        flags: fc.constantFrom(0, 0, 0, 1, 2),
      }),
      { maxLength },
    )
    .map((list) =>
      list.map((one, row): DirectoryPrincipal =>
        one.kind === 'group'
          ? { ...one, kind: 'group', row, email: null, username: null }
          : { ...one, kind: 'account', row, name: one.email },
      ),
    )

interface Texts {
  ids: string[]
  usernames: string[]
  names: string[]
  emails: string[]
}
const texts: fc.Arbitrary<Texts> = fc.record({
  ids: pool(fc.oneof(fc.constantFrom('1', '2', 'x', 'X', '=3', "'=3"), hostileText), 6),
  usernames: pool(fc.oneof(words, hostileText), 5),
  names: pool(nameText, 5),
  emails: pool(emailText, 6),
})

const domains = fc.option(fc.array(domainText, { maxLength: 2 }))
const kinds = fc.subarray(['account', 'group'] as const)
const scope = (kind: fc.Arbitrary<('account' | 'group')[]>) =>
  fc.option(fc.record({ kinds: kind, domains }), { freq: 2 })
const identity = ({ ids, usernames, names, emails }: Texts) =>
  fc.record({
    id: fc.option(spelt(ids)),
    username: fc.option(spelt(usernames)),
    name: fc.option(spelt([...emails, ...names])),
    caption: fc.option(spelt(names)),
  })
const exclusions = ({ ids, usernames, names, emails }: Texts) =>
  fc.array(
    fc.record({
      kind: fc.option(fc.constantFrom('account', 'group')),
      field: fc.constantFrom(...IDENTITY_FIELDS),
      value: fc.oneof(
        spelt([...ids, ...usernames, ...names, ...emails]),
        fc.constantFrom('a*', '*@c.example', '?', '??', '*%*', '*_', 'x?*'),
      ),
      pattern: fc.boolean(),
    }),
    { maxLength: 2 },
  )
type DrawnExclusions = typeof exclusions extends (texts: Texts) => fc.Arbitrary<infer T> ? T : never
const written = (drawn: DrawnExclusions) =>
  drawn
    .filter(({ value }) => value !== null && value.trim() !== '' && !/^[\s\ufeff]*$/u.test(value))
    .map(({ kind, field, value, pattern }) =>
      pattern ? { kind, field, matches: value } : { kind, field, equals: value },
    )

const requests = (drawn: Texts): fc.Arbitrary<PlanRequest> =>
  fc
    .record({
      preset: fc.constantFrom('dryviq', 'dryviq', 'dryviq', 'aem-author', 'aem-publish'),
      rules: fc.shuffledSubarray(['EMAIL', 'ID', 'USERNAME', 'NAME'] as const, { minLength: 2 }),
      accountNames: fc.constantFrom('same-domain', 'any-domain'),
      ambiguity: fc.constantFrom('stop', 'continue', 'default'),
      disabledDestinations: fc.boolean(),
      requireDestinationId: fc.constantFrom(false, false, true),
      domainAliases: fc.constantFrom<Record<string, string>[]>(
        {},
        {},
        { 'b.example': 'a.example' },
        { 'B.example': 'c.example', 'a.example': 'c.example' },
      ),
      match: fc.oneof(
        fc.constant({}),
        fc.record({ EMAIL: fc.subarray(['account'] as const), ID: kinds, NAME: kinds }, { requiredKeys: [] }),
      ),
      ownDomains: fc.array(domainText, { maxLength: 2 }),
      source: exclusions(drawn),
      destination: exclusions(drawn),
      passthrough: scope(kinds),
      provision: scope(kinds),
      external: scope(fc.constant(['account'])),
      fallback: fc.option(
        fc.record({ account: fc.option(identity(drawn)), group: fc.option(identity(drawn)), domains }),
        { freq: 2 },
      ),
      lateProvision: fc.boolean(),
    })
    .map(({ rules, source, destination, fallback, lateProvision, ...rest }) => ({
      ...rest,
      order: [
        ...['EXCEPTION', ...(lateProvision ? [] : ['PROVISION']), 'PASSTHROUGH', ...rules],
        ...['EXTERNAL', ...(lateProvision ? ['PROVISION'] : []), 'DEFAULT'],
      ],
      exclusions: { source: written(source), destination: written(destination) },
      default: fallback,
    }))

/** A plan that stands, whatever was drawn: settings that contradict each other are left out. */
const planOf = (request: PlanRequest): MappingPlan => {
  const variants: PlanRequest[] = [
    request,
    { ...request, default: null },
    { ...request, ambiguity: 'stop', default: null },
    { ...request, external: null },
    { ...request, external: null, default: null, ambiguity: 'continue' },
    {
      ...request,
      external: null,
      default: null,
      ambiguity: 'continue',
      exclusions: { source: [], destination: [] },
    },
    { preset: 'dryviq' },
  ]
  for (const variant of variants) {
    try {
      return planFromJob(variant)
    } catch {
      continue
    }
  }
  return planFromJob({ preset: 'dryviq' })
}

const exceptionRows = (drawn: Texts) =>
  fc
    .array(
      fc.record({
        type: fc.constantFrom(null, null, 'account', 'Group', 'user', '?'),
        source: identity(drawn),
        destination: identity(drawn),
        safe: fc.boolean(),
      }),
      { maxLength: 6 },
    )
    .map((rows) =>
      rows.map(({ type, source, destination, safe }, seq): ExceptionRow => {
        const cell = (text: string | null) =>
          safe && text !== null && /^[=+\-@'＝]/.test(text) ? `'${text}` : text
        const cells = (from: typeof source) => ({
          id: cell(from.id),
          username: cell(from.username),
          name: cell(from.name),
          caption: cell(from.caption),
        })
        return { seq: seq * 2, type, source: cells(source), destination: cells(destination) }
      }),
    )

/** Directories, plans and exceptions over few texts in many spellings, so that everything collides with everything. */
export const cases: fc.Arbitrary<Case> = texts.chain((drawn) =>
  fc.record({
    plan: fc
      .tuple(requests(drawn), fc.boolean())
      .map(([request, noteMissingIds]) => ({ ...planOf(request), noteMissingIds })),
    source: principals(drawn, 20),
    destination: principals(drawn, 20),
    exceptions: exceptionRows(drawn),
  }),
)
