import { cpSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { inject } from 'vitest'

/** The sample jobs by their folders' names, in the order they are run. */
export const SAMPLES = ['author', 'author-top-up', 'publish', 'share', 'intranet'] as const
export type SampleName = (typeof SAMPLES)[number]

const of = (name: SampleName, values: readonly string[]): string => {
  const value = values[inject('sampleData').jobs.findIndex((job) => basename(dirname(job)) === name)]
  if (value === undefined) throw new Error(`There is no sample ${name}.`)
  return value
}

/** The job file of a sample; read only. */
export const sampleJob = (name: SampleName): string => of(name, inject('sampleData').jobs)

/** The finished run of a sample. */
export const sampleRun = (name: SampleName): string => of(name, inject('sampleData').runs)

/** Fills `data`, a folder that is not there yet, with all sample jobs and their runs. */
export const copySamples = (data: string): { token: string } => {
  const { data: made, token } = inject('sampleData')
  cpSync(made, data, { recursive: true })
  return { token }
}
