import { cpSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { inject } from 'vitest'

export type SampleName = 'author' | 'author-top-up' | 'publish' | 'share' | 'intranet'

const at = (name: SampleName): number =>
  inject('sampleData').jobs.findIndex((job) => basename(dirname(job)) === name)

/** The job file of a sample; read only. */
export const sampleJob = (name: SampleName): string => inject('sampleData').jobs[at(name)] ?? ''

/** The finished run of a sample. */
export const sampleRun = (name: SampleName): string => inject('sampleData').runs[at(name)] ?? ''

/** Fills `data`, a folder that is not there yet, with all sample jobs and their runs. */
export const copySamples = (data: string): { token: string } => {
  const { data: made, token } = inject('sampleData')
  cpSync(made, data, { recursive: true })
  return { token }
}
