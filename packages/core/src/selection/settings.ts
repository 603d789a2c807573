import { z } from 'zod'
import { RULESETS } from './policy.js'

/**
 * What the sources leave open, decided and named: a job may turn each of these.
 * With every decision at its default the closure is the design's; `expandEveryone` alone departs from the
 * letter of seed 001, which makes no exception for it.
 */
export const DECISIONS = {
  /** ACL entries of the content select. Off, only the other policies do. */
  aclSeeds: true,
  /** CUG policies of the content select. Off is the product's first version, which knew ACLs only. */
  cugSeeds: true,
  /** A deny entry refers to its principal as much as an allow entry does. */
  denyCounts: true,
  /** The owners of items select. */
  ownersSeed: false,
  /** The creators of items (`jcr:createdBy`) select. */
  creatorsSeed: false,
  /** The last modifiers of items select. */
  modifiersSeed: false,
  /** Principal policies that take effect on the content select. */
  principalPoliciesSeed: false,
  /** `everyone` is a group whose members are all principals, and expands as one. Off, it is never expanded. */
  expandEveryone: false,
  /** A built-in group pulls its members like any other group. */
  builtInPullsMembers: true,
  /** A user or group that came as a member brings the groups it is in. */
  ancestorsOfDescendants: false,
  /** A group that came because a member is on the content brings its other members. */
  descendantsOfAncestors: false,
  /** Only under `aem-groups-only`: the member groups of a built-in group on the content come. */
  builtInMemberGroups: false,
} as const satisfies Readonly<Record<string, boolean>>

export type DecisionName = keyof typeof DECISIONS
export type Decisions = Readonly<Record<DecisionName, boolean>>
export const DECISION_NAMES = Object.keys(DECISIONS) as readonly DecisionName[]

/** An absolute repository path, without a slash at its end; `/` is the root itself. */
const repositoryPath = z
  .string()
  .regex(/^\//, 'A path begins with a slash.')
  .transform((path) => (path === '/' ? path : path.replace(/\/+$/, '') || '/'))

const decision = (name: DecisionName) => z.boolean().default(DECISIONS[name])

/** The `selection` part of a job: the ruleset, the scope of the content, the decisions and more built-in names. */
export const selectionSettings = z.strictObject({
  ruleset: z.enum(RULESETS).default('aem-principals'),
  include: z.array(repositoryPath).default([]),
  exclude: z.array(repositoryPath).default([]),
  decisions: z
    .strictObject(
      Object.fromEntries(DECISION_NAMES.map((name) => [name, decision(name)])) as Record<
        DecisionName,
        ReturnType<typeof decision>
      >,
    )
    .prefault({}),
  /** Principal names that count as built-in beside the documented ones. */
  builtIn: z.array(z.string().min(1)).default([]),
})

export type SelectionSettings = z.output<typeof selectionSettings>
export type SelectionSettingsInput = z.input<typeof selectionSettings>

export const defaultSelection = (): SelectionSettings => selectionSettings.parse({})
