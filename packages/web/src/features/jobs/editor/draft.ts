import {
  DECISIONS,
  PRESET_PLANS,
  presetOf,
  type DecisionName,
  type PresetName,
  type RulesetName,
} from '@crosswalk/core'

/** A file of a job: one that was sent (`upload`), or a path the server may read. */
export interface JobInput {
  format?: string
  upload?: string
  path?: string
}

export interface Side {
  platform?: string
  instance?: 'author' | 'publish' | null
  inputs?: JobInput[]
  directory?: string | null
}

/**
 * A job as `createJob` and `updateJob` take it (docs/formats.md). It is kept whole: what this page does not show stays
 * as it is.
 */
export interface Draft {
  version: 1
  name: string
  source: Side & { inputs: JobInput[] }
  destination: Side | null
  target: { inputs: JobInput[] } | null
  permissions: { inputs: JobInput[] } | null
  exceptions: JobInput[]
  mapping: { preset?: PresetName; on?: boolean; ambiguity?: string; [setting: string]: unknown }
  preservation: { permissions: boolean; owners: boolean }
  selection: {
    ruleset: RulesetName
    include: string[]
    exclude: string[]
    decisions: Partial<Record<DecisionName, boolean>>
    [setting: string]: unknown
  }
  migration: { wipe: boolean; previous: string; transferred: JobInput | string | null }
  limits: { memory: string; threads: number | null }
}

export const newDraft = (): Draft => ({
  version: 1,
  name: '',
  source: { platform: 'aem', instance: 'author', inputs: [] },
  destination: { platform: 'ims', inputs: [] },
  target: null,
  permissions: null,
  exceptions: [],
  mapping: {},
  preservation: { permissions: true, owners: true },
  selection: { ruleset: 'aem-principals', include: [], exclude: [], decisions: {} },
  migration: { wipe: false, previous: 'latest', transferred: null },
  limits: { memory: '2GB', threads: null },
})

const sections = ['destination', 'target', 'permissions'] as const

/** The definition to send: sections in which nothing is named are left out. */
export const definitionOf = (draft: Draft): Draft => {
  const sent = JSON.parse(JSON.stringify(draft)) as Draft
  for (const section of sections) {
    const side: Side | null = sent[section]
    if (side !== null && side.directory == null && (side.inputs?.length ?? 0) === 0) sent[section] = null
  }
  if (sent.destination?.directory == null) delete sent.destination?.directory
  else delete sent.destination.inputs
  return sent
}

/** The plan a run starts from where the job says nothing else. */
const presetPlan = ({ mapping, source }: Draft) =>
  PRESET_PLANS[mapping.preset ?? presetOf(source.platform ?? 'aem', source.instance ?? null)]

/** Whether a run maps users unless its start says otherwise: as written, else as the preset has it. */
export const mapsUsers = (draft: Draft): boolean => draft.mapping.on ?? presetPlan(draft).on

export const ambiguityOf = (draft: Draft): string => draft.mapping.ambiguity ?? presetPlan(draft).ambiguity

export const decisionOf = ({ selection }: Draft, name: DecisionName): boolean =>
  selection.decisions[name] ?? DECISIONS[name]

/** One path a line; blank lines do not count. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
