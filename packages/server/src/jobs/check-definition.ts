import { checkJobFile } from '../inputs/job/check-job.js'
import type { JobFault } from '../inputs/job/faults.js'
import type { JobDefinition } from '../inputs/job/job.js'
import { absolute } from '../inputs/job/parse-job.js'
import type { JobInputs } from './job-inputs.js'

/** A definition that can be kept, with the uploads it uses; or everything that is wrong with what was asked for. */
export type CheckedDefinition =
  | { readonly definition: JobDefinition; readonly uploadIds: readonly string[]; readonly faults?: undefined }
  | { readonly definition?: undefined; readonly faults: readonly JobFault[] }

const DEEPEST = 16
/** Paths are absolute by then, so the folder they would be taken from is none. */
const NOWHERE = '/'

const isTooDeep = (value: unknown, left = DEEPEST): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (left === 0 || Object.values(value).some((inner) => isTooDeep(inner, left - 1)))

/** Checks a job that came through the API: its inputs, then what a job file would be checked for. */
export async function checkDefinition(
  inputs: JobInputs,
  value: unknown,
  kept: ReadonlySet<string> = new Set(),
): Promise<CheckedDefinition> {
  if (isTooDeep(value))
    return { faults: [{ path: [], message: 'the job is nested too deeply; send it as a job file has it' }] }
  const resolved = await inputs.resolve(value, kept)
  const checked = checkJobFile(resolved.value)
  const faults = [
    ...resolved.faults,
    ...('faults' in checked ? withoutPaths(checked.faults, resolved.faults) : []),
  ]
  if ('faults' in checked || faults.length > 0) return { faults }
  return { definition: absolute(checked.job, NOWHERE), uploadIds: resolved.uploadIds }
}

/** An input that could not be resolved is one fault, not one more for the key it stands under. */
const withoutPaths = (faults: readonly JobFault[], told: readonly JobFault[]): JobFault[] => {
  const places = new Set(told.map(({ path }) => path.slice(0, -1).join('.')))
  const isTold = ({ path }: JobFault): boolean =>
    ['path', 'upload', 'transferred'].includes(String(path.at(-1))) && places.has(path.slice(0, -1).join('.'))
  return faults.filter((fault) => !isTold(fault))
}
