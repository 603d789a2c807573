import { planFromJob } from '@crosswalk/core'
import type { ControlStore } from '../control/control-store.js'
import type { Run } from '../control/entities/run.js'
import type { Strategy } from './settings.js'
import { needsOf, type NamedIdentity } from './umapi/needs.js'
import { estimateUmapi } from './umapi/strategy.js'

/** What the look-ups of a job will take; what cannot be told beforehand is null. */
export interface LookupEstimate {
  readonly directory: string
  readonly configured: boolean
  readonly strategy: Strategy | null
  readonly requests: number | null
  readonly seconds: number | null
  readonly users: number | null
  readonly accounts: number | null
}

/**
 * From what the directory said when it was tested, and what the job's latest finished run read of the source; what a
 * run that stopped has asked already takes no time.
 * Null where the job's destination is no live directory. @throws Problem `NOT_FOUND`
 */
export const estimateOf = async (control: ControlStore, jobId: string): Promise<LookupEstimate | null> => {
  const { definition } = await control.jobs.get(jobId)
  const name = definition.destination?.directory ?? null
  if (name === null) return null
  const [latest] = await control.runs.latestOf([jobId])
  const [finished] = await control.runs.latestOf([jobId], 'FINISHED')
  const accounts = finished?.summary?.sourceAccounts ?? null
  const directory = await control.directories.byName(name)
  const unknown = { strategy: null, requests: null, seconds: null, users: null }
  if (directory === null) return { directory: name, configured: false, accounts, ...unknown }
  const { settings, users, pageSize } = directory
  const known = { directory: name, configured: true, accounts, users }
  if (settings.kind === 'ldap') return { ...unknown, ...known, strategy: 'pages' }
  const { everyone } = needsOf(planFromJob(definition.mapping), [], await namedOf(control, jobId))
  const emails = leftOf(latest) ?? accounts
  const { milliseconds, ...estimate } = estimateUmapi(settings, { users, pageSize, emails, everyone })
  return { ...known, ...estimate, seconds: milliseconds === null ? null : Math.ceil(milliseconds / 1000) }
}

/** What a run that stopped amid its look-ups still has to ask: only they save progress while READ goes on. */
const leftOf = (run: Run | undefined): number | null =>
  run?.state === 'STOPPED' && run.phase === 'READ' && run.savedAt !== null && run.progressTotal !== null
    ? run.progressTotal - (run.progressDone ?? 0)
    : null

const namedOf = async ({ exceptions }: ControlStore, jobId: string): Promise<NamedIdentity[]> =>
  (await exceptions.ofJob(jobId)).map(({ type, destination }) => ({ type, ...destination }))
