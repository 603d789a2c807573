import type { MappingPlan } from './plan.js'

export const PRESETS = ['dryviq', 'aem-author', 'aem-publish'] as const
export type PresetName = (typeof PRESETS)[number]

const dryviq: MappingPlan = {
  version: 1,
  preset: 'dryviq',
  on: true,
  order: ['EXCEPTION', 'PASSTHROUGH', 'EMAIL', 'ID', 'USERNAME', 'NAME', 'PROVISION', 'EXTERNAL', 'DEFAULT'],
  match: { EMAIL: ['account'], ID: ['account', 'group'], USERNAME: ['account'], NAME: ['account', 'group'] },
  accountNames: 'same-domain',
  ambiguity: 'stop',
  disabledDestinations: false,
  requireDestinationId: false,
  domainAliases: {},
  ownDomains: [],
  exclusions: { source: [], destination: [] },
  passthrough: null,
  provision: null,
  external: null,
  default: null,
}

/** Users only, by the same email address; groups are reconciled after the migration (seed 001). */
const aemAuthor: MappingPlan = {
  ...dryviq,
  preset: 'aem-author',
  match: { EMAIL: ['account'], ID: [], USERNAME: [], NAME: [] },
}

/** On a publish source "by default the choice to do the mapping is off" (seed 001). */
const aemPublish: MappingPlan = { ...aemAuthor, preset: 'aem-publish', on: false }

export const PRESET_PLANS: Readonly<Record<PresetName, MappingPlan>> = {
  dryviq,
  'aem-author': aemAuthor,
  'aem-publish': aemPublish,
}

/** The preset of a job that names none: by the source's platform and, for `aem`, its kind of instance. */
export const presetOf = (platform: string, instance: string | null): PresetName =>
  platform !== 'aem' ? 'dryviq' : instance === 'publish' ? 'aem-publish' : 'aem-author'
