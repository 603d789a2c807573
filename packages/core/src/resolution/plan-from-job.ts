import { z } from 'zod'
import { fold } from '../principals/fold.js'
import { IDENTITY_FIELDS, keyOf } from '../principals/keys.js'
import type { IdentityField } from '../principals/keys.js'
import { PRINCIPAL_KINDS } from '../principals/principal.js'
import { AMBIGUITY_POLICIES, NAME_TRUST, PLAN_VERSION } from './plan.js'
import type { MappingPlan } from './plan.js'
import { canonicalDomain } from './domains.js'
import { planFaults } from './plan-faults.js'
import type { PlanFault } from './plan-faults.js'
import { PRESETS, PRESET_PLANS } from './plan-presets.js'
import type { PresetName } from './plan-presets.js'
import { RESOLUTIONS } from './resolution.js'

const kinds = z.array(z.enum(PRINCIPAL_KINDS))
const text = z.string().refine((value) => value.isWellFormed() && !value.includes('\0'), {
  error: 'holds a character that is no text; retype it',
})
const domain = text
  .transform((value) => fold(value).replace(/^@/, ''))
  .refine((value) => /^[^@\s]+$/.test(value), {
    error: 'is not a mail domain; write it like a.example',
  })
const domains = z.array(domain).nullable().default(null)
const written = text.nullable().default(null)
const identity = z
  .strictObject({ id: written, username: written, name: written, caption: written })
  .refine((value) => IDENTITY_FIELDS.some((field) => keyOf(field, value[field]) !== null), {
    error: 'names nobody; give an id, username, name or caption',
  })
const scope = z.strictObject({ kinds: kinds.default([...PRINCIPAL_KINDS]), domains }).nullable()
const accountScope = z.strictObject({ kinds: kinds.default(['account']), domains }).nullable()
const foldedFor = (field: IdentityField, value: string | null) =>
  value === null ? null : field === 'id' ? value : fold(value)
const exclusion = z
  .strictObject({
    kind: z.enum(PRINCIPAL_KINDS).nullable().default(null),
    field: z.enum(IDENTITY_FIELDS),
    equals: written,
    matches: written,
  })
  .refine(({ equals, matches }) => (equals === null) !== (matches === null), {
    error: 'needs either equals (one value) or matches (a pattern with * and ?)',
  })
  .transform((value) => ({
    ...value,
    equals: foldedFor(value.field, value.equals),
    matches: foldedFor(value.field, value.matches),
  }))
  .refine(({ equals, matches }) => equals !== '' && matches !== '', {
    error: 'is empty; remove it or give a value',
  })
const ruleName = z
  .string()
  .transform((value) => value.toUpperCase())
  .pipe(z.enum(RESOLUTIONS.filter((resolution) => resolution !== 'UNRESOLVED')))

const overrides = z.strictObject({
  version: z.literal(PLAN_VERSION),
  preset: z.enum(PRESETS),
  on: z.boolean(),
  order: z.array(ruleName),
  match: z
    .record(
      z.string().transform((value) => value.toUpperCase()),
      kinds,
    )
    .pipe(z.partialRecord(z.enum(['EMAIL', 'ID', 'USERNAME', 'NAME']), kinds)),
  accountNames: z.enum(NAME_TRUST),
  ambiguity: z.enum(AMBIGUITY_POLICIES),
  disabledDestinations: z.boolean(),
  requireDestinationId: z.boolean(),
  domainAliases: z.record(domain, domain),
  ownDomains: z.array(domain),
  exclusions: z.strictObject({
    source: z.array(exclusion).default([]),
    destination: z.array(exclusion).default([]),
  }),
  passthrough: accountScope,
  provision: scope,
  external: accountScope,
  default: z
    .strictObject({
      account: identity.nullable().default(null),
      group: identity.nullable().default(null),
      domains,
    })
    .nullable(),
})
const request = overrides.partial().extend({ preset: z.enum(PRESETS) })

/** The `mapping` section of a job: a preset, then whatever settings differ from it. */
export type PlanRequest = z.input<typeof request>

/** The plan does not hold together; every fault at once. */
export class PlanInvalid extends Error {
  override readonly name = 'PlanInvalid'
  constructor(readonly faults: readonly PlanFault[]) {
    super(faults.map(({ path, message }) => `${path === '' ? 'mapping' : path} ${message}`).join('; '))
  }
}

const compact = (values: object): object =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))

/** The plan, or every fault of the request with its path and cure. */
export const readPlan = (mapping: unknown): { plan: MappingPlan } | { faults: readonly PlanFault[] } => {
  const parsed = request.safeParse(mapping)
  if (!parsed.success) return { faults: planFaults.fromIssues(parsed.error.issues) }
  const preset = PRESET_PLANS[parsed.data.preset]
  const { match, ...rest } = parsed.data
  const plan = { ...preset, ...compact(rest), match: { ...preset.match, ...match } } as MappingPlan
  const faults = planFaults.inPlan(plan)
  return faults.length > 0 ? { faults } : { plan: inCanonicalScopes(plan) }
}

/** Domains that are aliases are stored as what they count as, each once, sorted: equal plans have equal fingerprints. */
const inCanonicalScopes = (plan: MappingPlan): MappingPlan => {
  const canonical = (names: readonly string[]) =>
    [...new Set(names.map((name) => canonicalDomain(plan, name) ?? name))].sort()
  const scoped = <T extends { domains: readonly string[] | null }>(value: T | null): T | null =>
    value === null ? null : { ...value, domains: value.domains === null ? null : canonical(value.domains) }
  return {
    ...plan,
    ownDomains: canonical(plan.ownDomains),
    passthrough: scoped(plan.passthrough),
    provision: scoped(plan.provision),
    external: scoped(plan.external),
    default: scoped(plan.default),
  }
}

/**
 * The plan of a job: its preset, its overrides, and the choice made when a run is started (`on`), which wins.
 * @throws PlanInvalid with every fault.
 */
export const planFromJob = (
  mapping: PlanRequest | { preset: PresetName },
  on?: boolean | null,
): MappingPlan => {
  const read = readPlan(mapping)
  if ('faults' in read) throw new PlanInvalid(read.faults)
  return on == null ? read.plan : { ...read.plan, on }
}
