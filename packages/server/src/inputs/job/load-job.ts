import { presetOf } from '@crosswalk/core'
import { readFileSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { Problem } from '../../problem.js'
import { bareInputs, looksLikeAcTool } from './bare-inputs.js'
import { checkInput, checkInputs } from './check-inputs.js'
import type { JobDefinition, JobFile } from './job.js'
import { parseJob } from './parse-job.js'
import { jobSchema, LONGEST_NAME } from './schema.js'

const MAX_JOB_BYTES = 4 << 20

/**
 * The job a path names: a job file, or a bare package or folder as a job with defaults (an AEM author).
 * @throws Problem of the file, of the job, or of one of its inputs.
 */
export const loadJob = async (path: string, threads?: number): Promise<JobDefinition> => {
  const full = resolve(path)
  const job = (await isJobFile(full)) ? fromFile(full) : await fromBareInput(full)
  return threads === undefined ? job : { ...job, limits: { ...job.limits, threads } }
}

/** A YAML file is a job unless it is a configuration of the AC Tool. */
const isJobFile = async (path: string): Promise<boolean> => {
  if (!['.yaml', '.yml'].includes(extname(path).toLowerCase())) return false
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat?.isFile() !== true || stat.size > MAX_JOB_BYTES) return true
  return !looksLikeAcTool(await readFile(path, 'latin1').catch(() => ''))
}

const fromFile = (path: string): JobDefinition => {
  checkInput(path, true, { file: path })
  if (statSync(path).size > MAX_JOB_BYTES)
    throw new Problem('JOB_INVALID', 'The file is too large for a job; name a job file.', { file: path })
  const { definition, line } = parseJob(textOf(path), path)
  checkInputs(definition, path, line)
  return definition
}

const textOf = (path: string): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path))
  } catch (cause) {
    throw new Problem(
      'JOB_INVALID',
      'The file is not UTF-8 text; save it as UTF-8.',
      { file: path },
      { cause },
    )
  }
}

const fromBareInput = async (path: string): Promise<JobDefinition> => {
  checkInput(path, false, { file: path })
  const isAcTool = ['.yaml', '.yml'].includes(extname(path).toLowerCase())
  const inputs = isAcTool ? [{ format: 'ac-tool-yaml', path }] : await bareInputs(path)
  if (inputs.length === 0)
    throw new Problem(
      'INPUT_FORMAT_UNKNOWN',
      'The file is neither a job file (.yaml) nor a content package, AC Tool YAML or repoinit; name one of these, or write a job file for it.',
      { file: path },
    )
  const job = jobSchema.parse({
    version: 1,
    name: bareName(path),
    source: { platform: 'aem', instance: 'author', inputs },
  })
  return { ...withoutPermissions(job), destination: null, mapping: { preset: presetOf('aem', 'author') } }
}

const withoutPermissions = ({ permissions: _, ...job }: JobFile): Omit<JobFile, 'permissions'> => job

/** The whole path: jobs are known by name, and a second folder called `content` must not continue the first. */
const bareName = (path: string): string => path.slice(-LONGEST_NAME)
