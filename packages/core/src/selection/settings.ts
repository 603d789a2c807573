import { z } from 'zod'
import { DECISION_NAMES, DECISIONS, type DecisionName } from './decisions.js'
import { RULESETS } from './policy.js'

/** An absolute repository path, without a slash at its end; `/` is the root itself. */
const repositoryPath = z
  .string()
  .regex(/^\//, 'A path begins with a slash.')
  .transform((path) => (path === '/' ? path : path.replace(/\/+$/, '') || '/'))

/**
 * How the names of groups begin that Assets makes for collections and private folders, which stay local (reference/aem.md
 * A4). The product does not publish its rule; this is how they are named in real content.
 */
export const LOCAL_GROUPS: readonly string[] = ['mac-']

const decision = (name: DecisionName) => z.boolean().default(DECISIONS[name])

/** The `selection` part of a job: the ruleset, the scope of the content, the decisions, and names of a kind. */
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
  /** What the principal names of groups begin with that stay local: the identity provider does not manage them. */
  localGroups: z.array(z.string().min(1)).default([...LOCAL_GROUPS]),
})

export type SelectionSettings = z.output<typeof selectionSettings>
export type SelectionSettingsInput = z.input<typeof selectionSettings>

export const defaultSelection = (): SelectionSettings => selectionSettings.parse({})
